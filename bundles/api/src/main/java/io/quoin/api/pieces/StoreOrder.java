package io.quoin.api.pieces;

import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Path;

/**
 * What storage needs to open a torrent's pieces.
 *
 * @param id the torrent
 * @param metainfo its layout and hashes
 * @param provider id of the storage provider
 * @param directory where its files are, in the provider's terms
 * @param record file of the resume record, always in the file system
 * @param mode what to believe of data that is there
 */
public record StoreOrder(
    TorrentId id, Metainfo metainfo, String provider, Path directory, Path record, OpenMode mode) {}
