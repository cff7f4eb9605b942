/**
 * Who gets a paid slot, at what price, and what a price becomes from round to round; what a buyer
 * makes of its sellers, and how long a seed is worth its while. Pure: snapshots in, decision out.
 */
package io.quoin.incentive.btt.auction;
