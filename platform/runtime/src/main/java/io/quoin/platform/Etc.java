package io.quoin.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of configuration files, read before the first component is activated, then looked at
 * every second. A file that is refused at the start fails it; later it is logged and what was said
 * before stays. Files are only read.
 *
 * <p>File Install is not asked to watch it: it starts too late for the first reading and can only
 * log.
 */
final class Etc implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Etc.class);
  private static final long PERIOD_MILLIS = 1000;

  private final Path folder;
  private final Settings settings;
  private final ScheduledExecutorService poll;
  private final Map<Path, Stamp> seen = new HashMap<>();
  private final Set<Path> undescribed = new HashSet<>();

  private record Stamp(FileTime time, long size) {}

  Etc(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    this.poll =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "quoin-etc");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads every file; the first that is refused ends it. What is said to a plugin that does not run
   * yet may be meant for the version that will: it is judged by {@link #loadRest}.
   */
  void load() throws PlatformException {
    for (Map.Entry<Path, Stamp> file : files().entrySet()) {
      try {
        take(file.getKey(), file.getValue());
      } catch (PlatformException e) {
        if (!settings.provisional(EtcFile.pid(file.getKey()))) {
          throw e;
        }
        seen.remove(file.getKey());
      }
    }
  }

  /** Reads what was left, once the plugins run; the first that is refused ends it. */
  void loadRest() throws PlatformException {
    for (Map.Entry<Path, Stamp> file : files().entrySet()) {
      if (seen.containsKey(file.getKey())) {
        continue;
      }
      try {
        take(file.getKey(), file.getValue());
      } catch (PlatformException e) {
        if (!settings.provisional(EtcFile.pid(file.getKey()))) {
          throw e;
        }
        LOG.warn("{}; it is for a plugin that does not run", e.getMessage());
      }
    }
  }

  /** Follows changes from now on. */
  void watch() {
    // look() lets nothing escape, so nobody needs the future.
    ScheduledFuture<?> unused =
        poll.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Map<Path, Stamp> now = files();
      for (Path gone : Set.copyOf(seen.keySet())) {
        if (!now.containsKey(gone)) {
          forget(gone);
        }
      }
      for (Map.Entry<Path, Stamp> file : now.entrySet()) {
        if (!file.getValue().equals(seen.get(file.getKey()))) {
          takeOrLog(file.getKey(), file.getValue());
        }
      }
    } catch (PlatformException | RuntimeException e) {
      LOG.warn("{} was not looked at: {}", folder, e.getMessage());
    }
  }

  private void takeOrLog(Path file, Stamp stamp) {
    try {
      take(file, stamp);
    } catch (PlatformException e) {
      LOG.warn("{}; what was configured before stays", e.getMessage());
    }
  }

  private void take(Path file, Stamp stamp) throws PlatformException {
    // A refused file is not tried again until it changes; one that nobody describes yet is.
    seen.put(file, stamp);
    if (settings.file(EtcFile.pid(file), EtcFile.read(file), file.toString())) {
      undescribed.remove(file);
    } else {
      seen.remove(file);
      if (undescribed.add(file)) {
        LOG.info("{} waits for a bundle that describes it", file);
      }
    }
  }

  private void forget(Path file) throws PlatformException {
    seen.remove(file);
    settings.fileGone(EtcFile.pid(file));
  }

  private Map<Path, Stamp> files() throws PlatformException {
    Map<Path, Stamp> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + EtcFile.SUFFIX)) {
      for (Path file : found) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        files.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
      }
      return files;
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.DIRECTORY,
          "the folder of configuration files " + folder + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    poll.shutdownNow();
  }
}
