package io.quoin.api.torrent;

/**
 * What a peer source said last about one of its ways to find peers for a torrent.
 *
 * @param source the source's name, such as {@code tracker}
 * @param about which of its ways, such as a tracker's address; at most 200 characters
 * @param state one short sentence for people; at most 200 characters
 */
public record SourceStatus(String source, String about, String state) {}
