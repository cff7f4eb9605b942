package io.quoin.incentive.btt.channel;

/**
 * What has come on a connection, in payload bytes.
 *
 * @param received in all
 * @param decided up to where everything has had its verdict, 0 if that is not told
 * @param bad of the bytes: turned out wrong, came after they were given up, or were there already
 */
public record Arrivals(long received, long decided, long bad) {}
