package io.quoin.installer;

import io.quoin.installer.container.Patience;
import io.quoin.installer.container.PluginHost;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.record.Disk;
import io.quoin.installer.resolve.Resolution;
import io.quoin.installer.source.SourceSettings;
import io.quoin.installer.trust.TrustFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** An installer at work in a container of the tests. */
final class Desk implements AutoCloseable {

  static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(30));

  private final PluginHost host;
  private final Workshop workshop;
  private final Installer installer;
  private final AtomicLong nanoTime = new AtomicLong();
  private boolean settled;

  Desk(TestContainer container, Path data) throws IOException {
    this(container, data, Disk.REAL, PATIENT);
  }

  Desk(TestContainer container, Path data, Disk disk, Patience patience) throws IOException {
    this(container, data, disk, patience, List.of(), elsewhere(data));
  }

  /** With repositories. */
  Desk(TestContainer container, Path data, SourceSettings sources) throws IOException {
    this(container, data, Disk.REAL, PATIENT, List.of(), sources);
  }

  /** With bundles of plugins that the platform installed from these locations. */
  Desk(TestContainer container, Path data, List<String> ofPlatform) throws IOException {
    this(container, data, Disk.REAL, PATIENT, ofPlatform, elsewhere(data));
  }

  /** No repositories but an empty one. */
  private static SourceSettings elsewhere(Path data) {
    return new SourceSettings(
        List.of(), data.resolve("m2"), Optional.empty(), Duration.ofSeconds(30));
  }

  private Desk(
      TestContainer container,
      Path data,
      Disk disk,
      Patience patience,
      List<String> ofPlatform,
      SourceSettings sources)
      throws IOException {
    PlatformPlugins platform = new PlatformPlugins(ofPlatform, Bounds.DEFAULT);
    workshop = new Workshop(data, disk, () -> Signer.NOW, Bounds.DEFAULT, platform, sources);
    host =
        new PluginHost(container.context(), container.components(), patience, platform.locations());
    installer =
        new Installer(
            workshop,
            host,
            new Resolution(container.resolver(), container.context(), host.plugins()));
    installer.startRemembered(() -> settled = true);
  }

  boolean settled() {
    return settled;
  }

  /** One whose limits are two of each kind, and that acts at once. */
  Quarantine quarantine() {
    return new Quarantine(
        host,
        new FaultLimits(2, 2, Duration.ofMinutes(1)),
        nanoTime::get,
        Runnable::run,
        installer::quarantine);
  }

  /** Lets time pass for the quarantine. */
  void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  Installer installer() {
    return installer;
  }

  TrustFolder trust() {
    return workshop.trust();
  }

  @Override
  public void close() {
    host.close();
  }
}
