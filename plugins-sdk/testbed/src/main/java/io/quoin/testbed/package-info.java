/**
 * A laboratory for swarms: many peers with the shipped engine in one process, on a simulated
 * network and a virtual clock. Contents have no bytes, so hundreds of peers take little memory and
 * a block a few microseconds; the same seed gives the same run, event by event, on every JDK.
 *
 * <p>For those who write incentives, and for those who want to know what a change does to a swarm:
 *
 * <pre>{@code
 * Testbed testbed = new Testbed(42);
 * VirtualTorrent torrent = testbed.torrent(64 << 20, 1 << 20);
 * testbed.add(PeerPlan.seed("seed", torrent, Access.of(4 << 20, 4 << 20)));
 * for (int i = 0; i < 20; i++) {
 *   testbed.add(
 *       PeerPlan.leech("leech " + i, torrent, Access.of(2 << 20, 512 << 10))
 *           .arriving(Duration.ofSeconds(i))
 *           .with(Incentive.of("mine", new MyIncentiveProvider()))
 *           .leavingWhenComplete());
 * }
 * testbed.run(Duration.ofMinutes(10));
 * testbed.results().forEach(result -> System.out.println(result));
 * }</pre>
 *
 * <p>{@link io.quoin.testbed.PeerResult} says how each has fared, {@link
 * io.quoin.testbed.Testbed#watch} shows everything as it happens, and {@link
 * io.quoin.testbed.StandardSwarm} is a swarm to compare incentives in. A scenario of {@code
 * io.quoin.testbed.scenario} runs over real sockets as well.
 *
 * <p>What the network is like is written at {@link io.quoin.testbed.network.Access}; who tells
 * peers of each other, at {@link io.quoin.testbed.Testbed}. Everything is called on one thread.
 * What a plugin does on threads, clocks or randomness other than those of its context, or in the
 * order of a collection without one ({@code Map.of}, {@code Set.copyOf}), is not repeatable.
 */
package io.quoin.testbed;
