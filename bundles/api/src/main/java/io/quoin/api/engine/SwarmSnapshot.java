package io.quoin.api.engine;

import io.quoin.api.torrent.TorrentState;

/**
 * How a running torrent was doing at one moment. The meanings are those of the same fields of
 * {@link io.quoin.api.torrent.TorrentSnapshot}.
 *
 * @param state never paused
 * @param reason what it waits for, empty otherwise
 * @param totalBytes payload bytes of all pieces; 0 until known
 * @param verifiedBytes payload bytes verified and written
 * @param wantedBytes payload bytes of the pieces that are wanted; 0 until known
 * @param missingBytes of those: not verified yet
 * @param receivedBytes payload bytes taken from peers
 * @param wastedBytes of those: of no use
 * @param sentBytes payload bytes sent
 * @param downloadRate bytes a second
 * @param uploadRate bytes a second
 * @param pieces number of pieces; 0 until known
 * @param verifiedPieces pieces verified and written
 * @param checkedPieces pieces examined so far while checking
 * @param peers connections
 * @param seeds peers that have everything
 * @param knownPeers addresses known, connected or not
 */
public record SwarmSnapshot(
    TorrentState state,
    String reason,
    long totalBytes,
    long verifiedBytes,
    long wantedBytes,
    long missingBytes,
    long receivedBytes,
    long wastedBytes,
    long sentBytes,
    long downloadRate,
    long uploadRate,
    int pieces,
    int verifiedPieces,
    int checkedPieces,
    int peers,
    int seeds,
    int knownPeers) {}
