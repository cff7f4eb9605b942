package io.quoin.api.torrent;

import java.net.InetSocketAddress;

/**
 * How a connection to a peer was doing at one moment.
 *
 * @param address the peer's end of the connection
 * @param client the name the peer gives itself (BEP 10 {@code v}) or one derived from its id (BEP
 *     20)
 * @param incoming whether the peer connected to us
 * @param havePieces pieces that the peer has
 * @param receivedBytes payload bytes received from it
 * @param sentBytes payload bytes sent to it
 * @param downloadRate bytes a second from it
 * @param uploadRate bytes a second to it
 * @param interested whether we are interested in it
 * @param choking whether it chokes us
 * @param peerInterested whether it is interested in us
 * @param choked whether we choke it
 */
public record PeerSnapshot(
    InetSocketAddress address,
    String client,
    boolean incoming,
    int havePieces,
    long receivedBytes,
    long sentBytes,
    long downloadRate,
    long uploadRate,
    boolean interested,
    boolean choking,
    boolean peerInterested,
    boolean choked) {}
