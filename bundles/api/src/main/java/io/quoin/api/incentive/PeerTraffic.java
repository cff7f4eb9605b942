package io.quoin.api.incentive;

/**
 * What has passed between a peer and us since it joined; all counts only grow. Payload bytes.
 *
 * @param peer the peer
 * @param sentPaid bytes handed to its socket in class {@link UploadClass#PAID}
 * @param sentFree bytes handed to its socket in class {@link UploadClass#FREE}
 * @param sentOptimistic bytes handed to its socket in class {@link UploadClass#OPTIMISTIC}
 * @param received bytes of blocks that arrived whole
 * @param verified of those: in pieces that have verified
 * @param failed of those: in pieces that have failed
 * @param duplicate of those: had been received before
 * @param late of those: arrived after we gave up waiting
 * @param decided every byte received before this one, from the byte on that {@link
 *     IncentiveContext#countFrom} named, has had its verdict: verified, failed, duplicate or late;
 *     0 until a byte is named
 */
public record PeerTraffic(
    IncentivePeer peer,
    long sentPaid,
    long sentFree,
    long sentOptimistic,
    long received,
    long verified,
    long failed,
    long duplicate,
    long late,
    long decided) {}
