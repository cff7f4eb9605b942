/**
 * Peers that speak the extension: how a conversation with one begins and ends, and the services
 * that are asked about money and time. Nothing is bought or sold here.
 */
package io.quoin.incentive.btt.peer;
