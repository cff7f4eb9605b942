package io.quoin.api.incentive;

/**
 * How a peer and we stand at the beginning of a round.
 *
 * @param peer the peer
 * @param interested whether we are interested in it
 * @param choking whether it chokes us
 * @param peerInterested whether it is interested in us
 * @param choked whether we choke it
 * @param offers whether we have a piece that it lacks
 * @param downloadRate payload bytes a second from it
 * @param uploadRate payload bytes a second to it
 */
public record PeerStanding(
    IncentivePeer peer,
    boolean interested,
    boolean choking,
    boolean peerInterested,
    boolean choked,
    boolean offers,
    long downloadRate,
    long uploadRate) {}
