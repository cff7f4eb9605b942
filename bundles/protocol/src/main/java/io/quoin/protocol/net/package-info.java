/**
 * Sockets and the event loops that drive them: the real surroundings of swarms. Only here is Netty
 * known.
 *
 * <p>A connection that comes in waits in the {@link io.quoin.protocol.net.Gate} until it has named
 * a torrent; one that goes out begins at the {@link io.quoin.protocol.net.NettyDialer}. Both become
 * a {@link io.quoin.protocol.net.NettyLink}, which decodes what arrives, block bodies straight into
 * the swarm's slots, and encodes what leaves (BEP 3, 6, 10).
 */
package io.quoin.protocol.net;
