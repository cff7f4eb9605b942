/**
 * A swarm: one torrent's peers, what is asked of them and what is given to them. An actor without
 * locks, on one loop.
 *
 * <p>It imports {@code java.*}, {@code io.quoin.api} and {@code io.quoin.metainfo} only, and
 * touches no thread, socket, system clock or unseeded randomness: its {@link
 * io.quoin.protocol.swarm.Surroundings} are given to it. Sockets are one set of surroundings, the
 * simulated network is another.
 *
 * <p>Reads downwards: {@link io.quoin.protocol.swarm.Swarm} holds a torrent together; {@link
 * io.quoin.protocol.swarm.Peer} is one connection; {@link io.quoin.protocol.swarm.Downloading} asks
 * for blocks and takes them, with {@link io.quoin.protocol.swarm.Picker} to say which; {@link
 * io.quoin.protocol.swarm.Uploading} serves; {@link io.quoin.protocol.swarm.Choker} decides whom.
 */
package io.quoin.protocol.swarm;
