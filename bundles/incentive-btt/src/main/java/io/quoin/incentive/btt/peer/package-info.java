/** A peer that speaks the extension, and the services that are asked about money. */
package io.quoin.incentive.btt.peer;
