/**
 * The values that every surface shares: a torrent's id, its limits and the immutable snapshots that
 * say how it and its peers are doing.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.torrent;
