package io.quoin.installer;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOffer;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.installer.container.Supply;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.content.BundleContent;
import io.quoin.installer.content.BundleReader;
import io.quoin.installer.content.PluginContent;
import io.quoin.installer.content.PluginFile;
import io.quoin.installer.content.PluginReader;
import io.quoin.installer.content.Staging;
import io.quoin.installer.record.BundleStore;
import io.quoin.installer.record.Disk;
import io.quoin.installer.record.PluginRecord;
import io.quoin.installer.record.PluginRecords;
import io.quoin.installer.source.SourceSettings;
import io.quoin.installer.source.Sources;
import io.quoin.installer.trust.SignerCheck;
import io.quoin.installer.trust.TrustFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The installer's folder, and what is done with plugins there: nothing of them runs. */
final class Workshop {

  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
  private static final String OF_PLATFORM = "platform";

  private final Path staging;
  private final Bounds bounds;
  private final InstantSource clock;
  private final PluginRecords records;
  private final BundleStore store;
  private final TrustFolder trust;
  private final SignerCheck signers;
  private final PlatformPlugins platform;
  private final Sources sources;

  /**
   * Opens the folder.
   *
   * @param platform what is not in it
   * @param sources where plugins are looked for
   */
  Workshop(
      Path folder,
      Disk disk,
      InstantSource clock,
      Bounds bounds,
      PlatformPlugins platform,
      SourceSettings sources)
      throws IOException {
    Files.createDirectories(folder);
    this.staging = folder.resolve("staging");
    this.bounds = bounds;
    this.clock = clock;
    this.records = new PluginRecords(folder, disk);
    this.store = new BundleStore(folder.resolve("bundles"), disk);
    this.trust = new TrustFolder(folder.resolve("trust"), disk, clock);
    this.signers = new SignerCheck(trust, clock);
    this.platform = platform;
    this.sources = new Sources(sources, bounds);
    Staging.delete(staging);
  }

  Membership membership() {
    return new Membership(records, platform, now());
  }

  PlatformPlugins platform() {
    return platform;
  }

  /** Where the bundles of a plugin are. */
  Supply supply(PluginRecord record) {
    return record.origin() == PluginOrigin.PLATFORM
        ? new Supply.OfPlatform(platform.location(record.id()))
        : new Supply.OfStore(store);
  }

  TrustFolder trust() {
    return trust;
  }

  List<PluginOffer> search(String text) throws PluginException {
    return sources.search(text);
  }

  Staging staging() throws IOException {
    return Staging.in(staging);
  }

  /**
   * Fetches a plugin, sees who signed it and reads it.
   *
   * @param range that is preferred where there are several versions
   */
  Candidate verify(PluginOrder order, String range, Staging place) throws PluginException {
    if (OF_PLATFORM.equals(order.source().getScheme())) {
      return new Candidate(
          platform.get(order.source().getSchemeSpecificPart()),
          Optional.empty(),
          PluginOrigin.PLATFORM);
    }
    PluginFile file = sources.fetch(order.source(), range, place);
    Optional<PluginSigner> signer = signers.check(file.subject(), file.jar(), order.signing());
    return new Candidate(
        new PluginReader(bounds).read(file, place), signer, PluginOrigin.INSTALLED);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  void keep(Candidate candidate) throws PluginException {
    if (candidate.origin() == PluginOrigin.PLATFORM) {
      return;
    }
    try {
      for (BundleContent bundle : candidate.content().bundles()) {
        store.keep(bundle.told(), bundle.jar());
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** What is there of a plugin, if that still is what was put there. */
  PluginContent kept(PluginRecord record) throws PluginException {
    if (record.origin() == PluginOrigin.PLATFORM) {
      return platform.get(record.id());
    }
    BundleReader reader = new BundleReader(bounds);
    List<BundleContent> bundles = new ArrayList<>();
    for (PluginBundle bundle : record.bundles()) {
      refuseChanged(record, bundle);
      bundles.add(
          reader.bundle(
              bundle.name() + " of " + record.subject(), store.file(bundle), bundle.digest()));
    }
    return new PluginContent(
        record.id(), Version.parseVersion(record.version()), bundles, record.capabilities());
  }

  private void refuseChanged(PluginRecord record, PluginBundle bundle) throws PluginException {
    try {
      if (store.intact(bundle)) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("A bundle cannot be read", e);
    }
    throw new PluginException(
        Code.TAMPERED,
        record.subject(),
        "has the bundle "
            + bundle.name()
            + " that is no longer what was installed, in "
            + store.file(bundle),
        "remove it and install it again");
  }

  /** Deletes the bundles that no plugin has. */
  void keepOnly(List<PluginRecord> plugins) {
    Set<String> digests =
        plugins.stream()
            .flatMap(plugin -> plugin.bundles().stream())
            .map(PluginBundle::digest)
            .collect(Collectors.toSet());
    try {
      store.keepOnly(digests);
    } catch (IOException e) {
      LOG.warn("Bundles that no plugin needs were not deleted: {}", e.getMessage());
    }
  }

  static PluginException unwritable(IOException failure) {
    return new PluginException(
        Code.RECORD,
        "the data directory",
        "cannot be written: " + failure.getMessage(),
        "see that it can be written and has space",
        failure);
  }
}
