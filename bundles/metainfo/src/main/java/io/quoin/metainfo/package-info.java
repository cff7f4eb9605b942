/**
 * What a torrent says: its files, pieces, hashes and trackers, read from a {@code .torrent} file or
 * a magnet link and checked before anything else sees it.
 *
 * <p>Pure functions over bytes; nothing here opens a socket, a file or a thread. Follows BEP 3, 5,
 * 9, 12, 17, 19, 27, 47, 52 and 53.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.metainfo;
