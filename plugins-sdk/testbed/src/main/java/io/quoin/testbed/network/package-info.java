/**
 * The simulated network under a testbed: virtual time, hosts with access lines, and connections
 * between them that behave like the engine's sockets. What is modelled of a real network and what
 * is not is written at {@link io.quoin.testbed.network.Access}.
 *
 * <p>Who writes an incentive needs {@link io.quoin.testbed.network.Access} alone; the other types
 * are for the testbed.
 *
 * <p>Everything runs on the one thread that drives the {@link io.quoin.testbed.network.Timeline}.
 */
package io.quoin.testbed.network;
