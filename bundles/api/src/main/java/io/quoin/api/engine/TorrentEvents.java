package io.quoin.api.engine;

import io.quoin.metainfo.Metainfo;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What becomes of a running torrent. Calls come one at a time on a thread of the engine and must
 * not wait.
 */
@ProviderType
public interface TorrentEvents {

  /**
   * The info dictionary of a magnet arrived and matches its info-hash.
   *
   * @param metainfo what it says, with the magnet's trackers
   */
  void metadata(Metainfo metainfo);

  /**
   * What there is of it on disk is known: checked, or believed where that was asked for. Told once
   * a start, before {@link #completed}; a magnet must have its info dictionary first.
   */
  void examined();

  /**
   * Every piece is verified, written, synced and recorded. Told at start too when nothing is
   * missing. Where files are left out it is told once every wanted piece is verified and written;
   * the record follows within seconds.
   */
  void completed();

  /**
   * The torrent cannot go on by itself; its connections are closed.
   *
   * @param reason what happened, to what, and what to do
   */
  void halted(String reason);
}
