package io.quoin.session;

import io.quoin.api.session.AlternativeSpeed;
import io.quoin.api.session.QueueSettings;
import io.quoin.api.session.SeedDefaults;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SpeedLimit;
import io.quoin.api.torrent.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for all torrents, and what was done so far, with their file. Changed on the state
 * lane, read by anybody.
 */
final class SettingsBook {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsBook.class);

  private final RegisterFolder folder;
  private final Executor disk;
  private final TotalsBook totals = new TotalsBook();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile SessionSettings settings;

  SettingsBook(RegisterFolder folder, Executor disk) {
    this.folder = folder;
    this.disk = disk;
    this.settings = initial(folder.downloads());
    read();
  }

  private static SessionSettings initial(Path downloads) {
    return new SessionSettings(
        SpeedLimit.OFF,
        SpeedLimit.OFF,
        AlternativeSpeed.OFF,
        QueueSettings.OFF,
        SeedDefaults.OFF,
        new SessionSettings.Added(downloads, Limits.DEFAULT.connections(), false, true));
  }

  private void read() {
    try {
      Optional<byte[]> kept = folder.loadSettings();
      if (kept.isPresent()) {
        SettingsCodec.Contents contents = SettingsCodec.decode(kept.get());
        settings = contents.settings();
        totals.remember(contents.totals());
      } else {
        save(); // also so that what writes is loaded: the last write may come after the bundle
      }
    } catch (IOException | RecordException failure) {
      LOG.warn(
          "The session's settings cannot be read and begin anew: {}; set them again",
          failure.getMessage());
    }
  }

  SessionSettings settings() {
    return settings;
  }

  TotalsBook totals() {
    return totals;
  }

  void change(SessionSettings changed) {
    settings = changed;
    save();
  }

  /** Writes the newest, once, when it is the disk lane's turn. */
  void save() {
    if (folder.remembers() && !waiting.getAndSet(true)) {
      disk.execute(this::write);
    }
  }

  private void write() {
    waiting.set(false);
    try {
      folder.saveSettings(
          SettingsCodec.encode(new SettingsCodec.Contents(settings, totals.total())));
    } catch (IOException failure) {
      LOG.warn(
          "The session's settings cannot be remembered over a restart: {}; free space or check the"
              + " data directory",
          failure.toString());
    }
  }
}
