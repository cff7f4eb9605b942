package io.quoin.api.storage;

/**
 * What tells whether a file changed.
 *
 * @param length bytes
 * @param modified milliseconds since the epoch
 */
public record FileStamp(long length, long modified) {}
