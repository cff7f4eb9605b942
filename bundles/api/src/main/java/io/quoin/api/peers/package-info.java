/**
 * Where peers come from: trackers, tables and whatever a plugin knows. A source is told about a
 * torrent and reports addresses; it never connects to them.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.peers;
