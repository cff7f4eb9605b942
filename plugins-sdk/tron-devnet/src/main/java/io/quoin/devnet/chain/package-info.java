/**
 * A simulated TRON chain: what happens to a transaction from the moment a node has it until its
 * block can no longer be undone. Nothing here has a thread, a socket or a clock.
 *
 * <p>A transaction is authorized ({@link Authorization}), charged and executed ({@link Execution})
 * on the newest state, waits, and is executed again in a block ({@link SimulatedChain}). States lie
 * one above the other, one {@link Layer} a block: a fork takes layers off, solidifying merges the
 * lowest into the ground. What is refused, in which order and with which words follows java-tron
 * 4.8; prices are those of the main network.
 */
package io.quoin.devnet.chain;
