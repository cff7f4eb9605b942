package io.quoin.api.incentive;

/**
 * A torrent as a policy sees it.
 *
 * @param pieceLength bytes of every piece but the last
 * @param length bytes in all
 * @param isPrivate whether it is only for the peers that its tracker names (BEP 27)
 * @param complete whether we have all of it
 * @param uploadSlots how many peers are unchoked at once besides the optimistic one and paid ones
 */
public record TorrentFacts(
    int pieceLength, long length, boolean isPrivate, boolean complete, int uploadSlots) {}
