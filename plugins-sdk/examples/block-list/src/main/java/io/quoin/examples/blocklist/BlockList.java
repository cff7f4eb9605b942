package io.quoin.examples.blocklist;

import io.quoin.api.peers.PeerFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filter, while it is configured. The list is read on a thread of its own, at once and whenever
 * the file has changed; connections ask the table that was read last.
 */
@Component(
    configurationPid = BlockList.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true) // it reads its list before the first connection asks
@Designate(ocd = BlockListConfiguration.class)
public final class BlockList implements PeerFilter {

  /** Names the configuration. */
  static final String PID = "io.quoin.examples.blocklist";

  private static final Logger LOG = LoggerFactory.getLogger(BlockList.class);
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_RANGES = 500_000;

  private final Path file;
  private final ListReader reader = new ListReader(MOST_BYTES, MOST_RANGES);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "quoin-block-list"));
  private volatile Ranges ranges = Ranges.NONE;

  /** As it was when it was last read, or was last tried in vain; of the thread alone. */
  private Optional<Stamp> seen = Optional.empty();

  private boolean missed;

  private record Stamp(long length, FileTime modified) {}

  /**
   * Begins to read.
   *
   * @param configuration where the list is
   * @throws IllegalArgumentException naming the setting that is not what it should be
   */
  @Activate
  public BlockList(BlockListConfiguration configuration) {
    this(configuration.file(), TimeUnit.SECONDS.toMillis(configuration.interval_seconds()));
  }

  BlockList(String file, long intervalMillis) {
    if (file.isBlank()) {
      thread.shutdown();
      throw new IllegalArgumentException("'file' is empty; name the list of addresses");
    }
    this.file = Path.of(file);
    thread.scheduleWithFixedDelay(this::look, 0, intervalMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean refuses(InetAddress address) {
    return ranges.contain(Number128.of(address));
  }

  private void look() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Optional<Stamp> stamp = Optional.of(new Stamp(now.size(), now.lastModifiedTime()));
      if (!stamp.equals(seen)) {
        seen = stamp;
        read();
      }
      missed = false;
    } catch (IOException e) {
      if (!missed) {
        missed = true;
        LOG.warn(
            "The block list '{}' cannot be read, the {} ranges from before are used: {}",
            file,
            ranges.count(),
            e.toString());
      }
    }
  }

  private void read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ListReader.Reading reading = reader.read(in);
      ranges = reading.ranges();
      LOG.info(
          "The block list '{}' names {} ranges; {} lines were passed over",
          file,
          reading.ranges().count(),
          reading.skipped());
    }
  }

  /** Ends the thread. */
  @Deactivate
  void close() {
    thread.shutdownNow();
  }
}
