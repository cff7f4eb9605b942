package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import io.quoin.survival.plugin.folder.FolderActivator;
import io.quoin.survival.plugin.strict.StrictActivator;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are put in and taken out while torrents run. */
class PluginSwapTest {

  private static final int BLOCK = 16 << 10;

  @TempDir Path directory;

  @Test
  void a_torrent_waits_for_its_storage_provider_whenever_that_is_missing() throws Exception {
    Payload payload = new Payload("swapped", 96L * MIB + 1);
    Metainfo metainfo = payload.torrent(256 << 10).metainfo();
    Path jar = PluginJar.of(directory, "folder", FolderActivator.class, Map.of());
    try (WirePeers peers = new WirePeers().serving(metainfo, payload).rate(32L * MIB);
        House house = House.open()) {
      TorrentId id =
          house.add(
              AddTorrent.of(metainfo, directory)
                  .withProvider(FolderActivator.ID)
                  .withPeers(List.of(peers.address())));

      TorrentSnapshot before = waiting(house, id);
      house.platform().installBundle(jar);
      WeakReference<ClassLoader> first = house.loader("folder");
      awaitVerified(house, id, payload.length() / 3);
      house.platform().uninstallBundle("folder");
      TorrentSnapshot between = waiting(house, id);
      assertCollected(first);
      house.platform().installBundle(jar);
      WeakReference<ClassLoader> second = house.loader("folder");
      house
          .session()
          .completion(id)
          .toCompletableFuture()
          .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      TorrentSnapshot complete = house.torrent(id);
      house.platform().uninstallBundle("folder");
      assertCollected(second);

      String figures = String.format("%s%n%s%n%s", before, between, complete);
      System.out.println(figures);
      assertThat(between.verifiedBytes()).as(figures).isGreaterThanOrEqualTo(payload.length() / 3);
      assertThat(peers.connected()).as("connections; %s", figures).isEqualTo(1);
      assertThat(complete.receivedBytes())
          .as(figures)
          .isLessThanOrEqualTo(payload.length() + 32L * MIB);
      payload.assertIs(directory.resolve(payload.name()));
    }
  }

  /** Its snapshot once it waits for the provider. */
  private static TorrentSnapshot waiting(House house, TorrentId id) {
    await()
        .atMost(House.PATIENCE)
        .untilAsserted(
            () -> {
              TorrentSnapshot now = house.torrent(id);
              assertThat(now.state()).as("%s", now).isEqualTo(TorrentState.WAITING);
              assertThat(now.reason())
                  .isEqualTo("The storage provider 'folder' is not there; install or enable it");
            });
    return house.torrent(id);
  }

  @Test
  void incentives_that_are_put_in_one_after_the_other_are_obeyed() throws Exception {
    long ration = 48L * MIB;
    Path limits = strict("limits", ration);
    Path chokes = strict("chokes", 0);
    try (House seed = House.open();
        House leech = House.open()) {
      TorrentId id = transfer(seed, leech);

      seed.platform().installBundle(limits);
      WeakReference<ClassLoader> first = seed.loader("limits");
      await("the ration is used up")
          .atMost(House.PATIENCE)
          .during(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(sent(seed, id))
                      .as("%s, %s", seed.torrent(id), seed.session().peers(id))
                      .isGreaterThan(ration - BLOCK));
      long rationed = sent(seed, id);
      seed.platform().uninstallBundle("limits");
      seed.platform().installBundle(chokes);
      WeakReference<ClassLoader> second = seed.loader("chokes");
      awaitChoked(leech, id);
      seed.platform().uninstallBundle("chokes");

      assertThat(rationed).isLessThanOrEqualTo(ration);
      assertCollected(first);
      assertCollected(second);
    }
  }

  @Test
  @Tag("long")
  void an_incentive_that_is_taken_out_leaves_the_swarm_to_tit_for_tat() throws Exception {
    Path chokes = strict("chokes", 0);
    try (House seed = House.open();
        House leech = House.open()) {
      TorrentId id = transfer(seed, leech);
      seed.platform().installBundle(chokes);
      awaitChoked(leech, id);
      long before = sent(seed, id);

      seed.platform().uninstallBundle("chokes");
      long removed = System.nanoTime();
      await("the last allocation holds for a while")
          .atMost(House.PATIENCE)
          .during(Duration.ofSeconds(2))
          .until(() -> peer(leech, id).choking());
      await("it ages out").atMost(House.PATIENCE).until(() -> sent(seed, id) > before + 16L * MIB);

      System.out.printf(
          "goes on %d s after the incentive was taken out%n",
          (System.nanoTime() - removed) / 1_000_000_000);
    }
  }

  /** A plugin that lets each peer have so many bytes and no more. */
  private Path strict(String name, long bytes) throws Exception {
    return PluginJar.of(
        directory,
        name,
        StrictActivator.class,
        Map.of(StrictActivator.SEND_UP_TO, Long.toString(bytes)));
  }

  /** Has one house serve a torrent to another, at a rate that leaves time to look at it. */
  private TorrentId transfer(House seed, House leech) throws Exception {
    Payload payload = new Payload("rationed", 1024L * MIB);
    Metainfo metainfo = payload.torrent(MIB).metainfo();
    seed.provide(VirtualFiles.ID, new VirtualFiles().holding(payload));
    TorrentId id =
        seed.add(
            AddTorrent.of(metainfo, directory.resolve("seed"))
                .withProvider(VirtualFiles.ID)
                .withCheck(AddTorrent.Check.TRUST)
                .withLimits(Limits.DEFAULT.withRates(Limits.UNLIMITED, 16L * MIB)));
    leech.provide(VirtualFiles.ID, new VirtualFiles().expecting(payload));
    leech.add(
        AddTorrent.of(metainfo, directory.resolve("leech"))
            .withProvider(VirtualFiles.ID)
            .withPeers(List.of(seed.address())));
    awaitVerified(leech, id, 8L * MIB);
    return id;
  }

  private static void awaitChoked(House leech, TorrentId id) {
    await("everybody is choked").atMost(House.PATIENCE).until(() -> peer(leech, id).choking());
  }

  private static PeerSnapshot peer(House house, TorrentId id) {
    return house.session().peers(id).get(0);
  }

  private static long sent(House seed, TorrentId id) {
    return peer(seed, id).sentBytes();
  }

  private static void awaitVerified(House house, TorrentId id, long bytes) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(House.PATIENCE)
        .until(() -> house.torrent(id).verifiedBytes() >= bytes);
  }

  private static void assertCollected(WeakReference<ClassLoader> loader) {
    await("the plugin's classes are let go")
        .atMost(House.PATIENCE)
        .until(
            () -> {
              System.gc();
              return loader.refersTo(null);
            });
  }
}
