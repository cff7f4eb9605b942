package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.TorrentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Swarms on a hand-driven loop: no socket, no thread, no waiting. */
class SwarmTest {
  private static final int SIZE = 3_000_001;
  private static final int PIECE = 65_536;

  @RegisterExtension private final Scene scene = new Scene(SIZE, PIECE);
  private final HandLoop loop = scene.loop;
  private final byte[] content = scene.content;

  @Test
  void two_swarms_run_to_completion_without_socket_or_sleep() {
    Scene.Client seed = scene.seed();
    Scene.Client leech = scene.leech(seed);

    loop.runUntil(() -> leech.completed, 60);

    assertThat(leech.stores.content).isEqualTo(content);
    assertThat(leech.host.received).isEqualTo(SIZE);
    assertThat(leech.swarm.snapshot().state()).isEqualTo(TorrentState.SEEDING);
    loop.run(5);
    assertThat(seed.stores.leases).as("leases of the seed").isZero();
    assertThat(leech.stores.openSlots).as("slots of the leech").isZero();
  }

  @Test
  void a_magnet_gets_its_metadata_from_peers_and_completes() {
    Scene.Client seed = scene.seed();
    Scene.Client leech = scene.client(scene.emptyStores()).magnet().knows(seed).start();

    loop.runUntil(() -> leech.completed, 60);

    assertThat(leech.metadata).isPresent();
    assertThat(leech.metadata.get().infoHashes()).isEqualTo(scene.torrent.infoHashes());
    assertThat(leech.stores.content).isEqualTo(content);
  }

  @Test
  void leeches_exchange_pieces_so_that_the_seed_sends_little_more_than_one_copy() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(200_000).start();
    List<Scene.Client> leeches = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Scene.Client[] known = new Scene.Client[leeches.size() + 1];
      leeches.toArray(known);
      known[leeches.size()] = seed;
      leeches.add(scene.leech(known));
    }

    loop.runUntil(() -> leeches.stream().allMatch(l -> l.completed), 600);

    assertThat(leeches).allSatisfy(l -> assertThat(l.stores.content).isEqualTo(content));
    assertThat(seed.swarm.snapshot().sentBytes()).isLessThan(3L * SIZE);
  }

  @Test
  void a_connection_that_drains_at_once_is_filled_until_the_queue_is_empty() {
    Scene large = new Scene(SIZE, 1 << 20);
    Scene.Client seed = large.seed();
    seed.host.drainsAtOnce = true;
    seed.stores.reader = Optional.of(task -> large.loop.after(20_000_000L, task));
    Scene.Client leech = large.leech(seed);

    large.loop.runUntil(() -> leech.completed, 10);

    assertThat(leech.stores.content).isEqualTo(large.content);
    large.end();
  }

  @Test
  void an_upload_limit_is_kept() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(300_000).start();
    Scene.Client leech = scene.leech(seed);

    long nanos = loop.runUntil(() -> leech.completed, 60);

    assertThat(SIZE * 1e9 / nanos).isBetween(250_000.0, 330_000.0);
  }

  @Test
  void a_poisoned_block_bans_only_its_sender() {
    Scene.Client good = scene.client(scene.fullStores()).uploads(100_000).start();
    Scene.Client bad = scene.client(scene.fullStores()).uploads(100_000).start();
    bad.host.spoil =
        block -> {
          block[0] ^= 1;
          return block;
        };
    Scene.Client leech = scene.leech(good, bad);

    loop.runUntil(() -> bad.swarm.snapshot().sentBytes() > 0, 10);
    loop.runUntil(() -> bad.swarm.snapshot().peers() == 0, 60);
    assertThat(leech.completed).isFalse();
    assertThat(good.swarm.snapshot().peers()).as("connections of the good peer").isEqualTo(1);
    loop.runUntil(() -> leech.completed, 120);

    assertThat(leech.stores.content).isEqualTo(content);
  }

  @Test
  void storage_that_leaves_and_returns_keeps_connections_and_what_was_verified() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(500_000).start();
    Scene.Client leech = scene.leech(seed);
    loop.runUntil(() -> leech.stores.verified.cardinality() > 10, 60);

    leech.swarm.storageGone();
    leech.stores.goAway();
    loop.run(3);
    assertThat(leech.swarm.snapshot().state()).isEqualTo(TorrentState.WAITING);
    assertThat(leech.swarm.snapshot().peers()).isEqualTo(1);
    leech.swarm.storageArrived(leech.stores);
    loop.runUntil(() -> leech.completed, 60);

    assertThat(leech.stores.content).isEqualTo(content);
    assertThat(leech.host.received).isLessThan(SIZE + (2 << 20));
    assertThat(leech.examined).as("times that it was told what is there").isEqualTo(1);
  }

  @Test
  void pieces_that_storage_verified_unheard_are_not_asked_for_again() {
    Scene.Client leech = halfway();

    stopStorage(leech);
    int unheard = leech.stores.verified.nextClearBit(0);
    System.arraycopy(content, unheard * PIECE, leech.stores.content, unheard * PIECE, PIECE);
    leech.stores.verified.set(unheard);
    leech.swarm.storageArrived(leech.stores);
    loop.runUntil(() -> leech.completed, 60);

    assertThat(leech.stores.content).isEqualTo(content);
  }

  @Test
  void pieces_that_were_lost_while_storage_was_away_are_fetched_again() {
    Scene.Client leech = halfway();

    stopStorage(leech);
    int lost = leech.stores.verified.nextSetBit(0);
    Arrays.fill(leech.stores.content, lost * PIECE, (lost + 1) * PIECE, (byte) 0);
    leech.stores.verified.clear(lost);
    leech.swarm.storageArrived(leech.stores);
    loop.runUntil(() -> leech.completed, 60);

    assertThat(leech.stores.content).isEqualTo(content);
  }

  private Scene.Client halfway() {
    Scene.Client leech = scene.leech(scene.client(scene.fullStores()).uploads(500_000).start());
    loop.runUntil(() -> leech.stores.verified.cardinality() > 10, 60);
    return leech;
  }

  private void stopStorage(Scene.Client client) {
    client.swarm.storageGone();
    client.stores.goAway();
    loop.run(3);
  }

  @Test
  void without_memory_nothing_is_asked_for_and_with_little_it_still_completes() {
    Scene.Client seed = scene.seed();
    MemoryStores small = new MemoryStores(SIZE);
    small.mostOpenSlots = 3;
    Scene.Client leech = scene.client(small).knows(seed).start();

    loop.runUntil(() -> leech.completed, 600);

    assertThat(leech.stores.content).isEqualTo(content);
    assertThat(leech.host.received).isEqualTo(SIZE);
  }

  @Test
  void while_memory_is_short_idle_peers_fetch_no_second_copies() {
    Scene longPieces = new Scene(SIZE, 4 << 20);
    Scene.Client[] seeds = new Scene.Client[8];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = longPieces.client(longPieces.fullStores()).uploads(100_000).start();
    }
    MemoryStores small = longPieces.emptyStores();
    small.mostOpenSlots = 3;
    Scene.Client leech = longPieces.client(small).knows(seeds).start();

    longPieces.loop.runUntil(() -> leech.completed, 600);

    assertThat(leech.stores.content).isEqualTo(longPieces.content);
    assertThat(leech.host.received).isLessThan(SIZE + 10 * 16_384);
    longPieces.end();
  }

  @Test
  void a_peer_that_stops_delivering_loses_its_blocks_to_others() {
    Scene.Client silent = scene.seed();
    silent.host.stall();
    Scene.Client leech = scene.leech(silent);
    loop.run(2);
    Scene.Client good = scene.seed();
    leech.swarm.addPeers(List.of(good.host.address));

    loop.runUntil(() -> leech.completed, 120);

    assertThat(leech.stores.content).isEqualTo(content);
  }
}
