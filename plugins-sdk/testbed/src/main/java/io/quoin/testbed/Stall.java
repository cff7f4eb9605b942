package io.quoin.testbed;

import java.time.Duration;

/**
 * A time in which a peer that lacked something got no block that it had asked for.
 *
 * @param from when the last one had come, or the peer itself
 * @param span how long it took until the next one, or until the peer left, or until now
 */
public record Stall(Duration from, Duration span) {}
