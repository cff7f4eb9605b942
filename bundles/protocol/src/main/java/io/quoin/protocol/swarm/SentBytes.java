package io.quoin.protocol.swarm;

import io.quoin.api.incentive.UploadClass;

/**
 * Payload bytes that were handed to sockets, by why the peers were served.
 *
 * @param paid to peers of class {@link UploadClass#PAID}
 * @param free to peers of class {@link UploadClass#FREE}
 * @param optimistic to peers of class {@link UploadClass#OPTIMISTIC}
 */
public record SentBytes(long paid, long free, long optimistic) {}
