package io.quoin.installer;

import io.quoin.installer.container.Patience;
import io.quoin.installer.container.PluginHost;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.record.Disk;
import io.quoin.installer.resolve.Resolution;
import io.quoin.installer.trust.TrustFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An installer at work in a container of the tests. */
final class Desk implements AutoCloseable {

  static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(30));

  private final PluginHost host;
  private final Workshop workshop;
  private final Installer installer;

  Desk(TestContainer container, Path data) throws IOException {
    this(container, data, Disk.REAL, PATIENT);
  }

  Desk(TestContainer container, Path data, Disk disk, Patience patience) throws IOException {
    workshop = new Workshop(data, disk, () -> Signer.NOW, Bounds.DEFAULT);
    host = new PluginHost(container.context(), container.components(), patience);
    installer =
        new Installer(
            workshop,
            host,
            new Resolution(container.resolver(), container.context(), host.plugins()));
    installer.startRemembered();
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
