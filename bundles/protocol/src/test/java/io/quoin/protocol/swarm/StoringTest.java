package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage that comes, goes, waits, fails and speaks out of turn. */
class StoringTest {
  private static final int BLOCK = Layout.BLOCK;
  private static final int PIECE = 4 * BLOCK;

  @RegisterExtension private final Scene scene = new Scene(40 * PIECE, PIECE);
  private final HandLoop loop = scene.loop;

  private static void away(Scene.Client client) {
    client.swarm.storageGone();
    client.stores.goAway();
  }

  @Test
  void five_times_away_and_back_lose_nothing_and_waste_what_was_in_flight_at_most() {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    server.host.rate = 200_000;
    server.serve(scene.content);
    long inFlight = 0;
    for (int i = 1; i <= 5; i++) {
      int pieces = i * 6;
      loop.runUntil(() -> client.stores.verified.cardinality() >= pieces, 60);
      inFlight += client.stores.openSlots * (long) BLOCK + 2L * PIECE;
      away(client);
      loop.run(2);
      assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.WAITING);
      assertThat(client.swarm.snapshot().verifiedPieces()).isGreaterThanOrEqualTo(pieces);
      client.swarm.storageArrived(client.stores);
    }

    loop.runUntil(() -> client.completed, 120);

    assertThat(client.departures).doesNotContain("blocks that were not asked for");
    assertThat(client.stores.opens).isEqualTo(6);
    assertThat(client.stores.content).isEqualTo(scene.content);
    assertThat(client.host.received).isLessThanOrEqualTo(scene.content.length + inFlight);
    assertThat(client.swarm.snapshot().wastedBytes())
        .isEqualTo(client.host.received - scene.content.length);
  }

  @Test
  void while_storage_is_away_nothing_is_asked_for_and_what_was_is_cancelled() {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    List<Message.Request> asked = List.copyOf(server.asked);

    away(client);
    loop.run(10);

    assertThat(asked).isNotEmpty();
    assertThat(server.asked).isEmpty();
    assertThat(server.everAsked).hasSameSizeAs(asked);
    assertThat(server.closed).isFalse();
    assertThat(client.swarm.snapshot().reason()).isNotEmpty();
  }

  @Test
  void a_new_storage_that_comes_before_the_old_one_goes_is_used_next() {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    MemoryStores next = scene.emptyStores();

    client.swarm.storageArrived(next);
    loop.run(1);
    assertThat(next.opens).isZero();
    client.stores.goAway();
    server.serve(scene.content);
    loop.run(3);

    assertThat(next.opens).isEqualTo(1);
    assertThat(next.content).isEqualTo(scene.content);
    assertThat(client.completed).isTrue();
  }

  @Test
  void pieces_that_are_gone_when_storage_returns_are_fetched_again() {
    Scene.Client client = scene.leech();
    Puppet leech = scene.puppet(client).say(Message.HaveNone.INSTANCE).interested();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    server.host.rate = 300_000;
    server.serve(scene.content);
    loop.runUntil(() -> client.stores.verified.cardinality() == 20, 60);

    client.stores.verified.clear(0, 40);
    away(client);
    loop.run(1);
    client.swarm.storageArrived(client.stores);
    loop.run(1);
    leech.request(39, 0, BLOCK);
    assertThat(client.swarm.snapshot().verifiedPieces()).isLessThan(20);
    loop.runUntil(() -> client.completed, 60);

    assertThat(client.stores.content).isEqualTo(scene.content);
    assertThat(client.swarm.snapshot().verifiedBytes()).isEqualTo(scene.content.length);
    assertThat(leech.closed).isFalse();
  }

  @Test
  void a_missing_provider_is_waited_for_with_its_reason_and_without_hurry() {
    MemoryStores stores = scene.emptyStores();
    stores.refusal =
        Optional.of(new StoreFault(StoreFault.Code.NO_PROVIDER, "the provider 's3' is missing"));
    Scene.Client client = scene.client(stores).start();
    List<TorrentState> states = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      loop.runFor(10_000_000L);
      states.add(client.swarm.snapshot().state());
    }
    assertThat(states).containsOnly(TorrentState.WAITING);
    assertThat(client.swarm.snapshot().reason()).isEqualTo("the provider 's3' is missing");
    assertThat(stores.opens).isBetween(5, 12);

    stores.refusal = Optional.empty();
    loop.run(4);

    assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.DOWNLOADING);
    assertThat(client.swarm.snapshot().reason()).isEmpty();
    assertThat(client.halted).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreFault.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AWAY", "NO_PROVIDER"})
  void a_fault_that_does_not_pass_halts_the_torrent_with_its_reason(StoreFault.Code code) {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    loop.run(1);

    client.stores.breakWith(new StoreFault(code, "what happened; what to do"));
    loop.run(10);

    assertThat(client.halted).isEqualTo("what happened; what to do");
    assertThat(server.closed).isTrue();
    assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.HALTED);
    assertThat(client.swarm.snapshot().reason()).isEqualTo("what happened; what to do");
    assertThat(client.stores.opens).isEqualTo(1);
  }

  @Test
  void a_store_that_cannot_be_opened_halts_too() {
    MemoryStores stores = scene.emptyStores();
    stores.refusal = Optional.of(new StoreFault(StoreFault.Code.IN_USE, "used elsewhere"));

    Scene.Client client = scene.client(stores).start();
    loop.run(5);

    assertThat(client.halted).isEqualTo("used elsewhere");
    assertThat(stores.opens).isEqualTo(1);
  }

  @Test
  void a_swarm_that_stops_while_its_store_opens_gives_the_opening_up() {
    MemoryStores stores = scene.emptyStores();
    stores.openingHeld = true;
    Scene.Client client = scene.client(stores).start();
    loop.run(1);
    assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.CHECKING);

    boolean stopped = client.swarm.stop().toCompletableFuture().isDone();
    stores.letOpen();
    loop.run(1);

    assertThat(stopped).isTrue();
    assertThat(client.completed).isFalse();
  }

  @Test
  void what_a_store_says_after_its_end_is_harmless() {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    PieceStoreEvents old = client.stores.events();
    away(client);
    loop.run(1);
    client.swarm.storageArrived(client.stores);
    loop.run(1);

    old.verified(3, List.of());
    old.failed(new PieceFailure(4, new BitSet(), List.of()));
    old.roomFreed();
    old.completed();
    old.checking(1, 2);
    old.broken(new StoreFault(StoreFault.Code.IO, "late"));
    loop.run(1);

    assertThat(client.swarm.snapshot().verifiedPieces()).isZero();
    assertThat(client.completed).isFalse();
    assertThat(client.halted).isEmpty();
    server.serve(scene.content);
    loop.runUntil(() -> client.completed, 60);
  }

  @Test
  void what_a_store_says_after_the_swarm_has_stopped_is_harmless() {
    Scene.Client client = scene.leech();
    Puppet server = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    PieceStoreEvents events = client.stores.events();

    client.swarm.stop();
    events.verified(3, List.of());
    events.failed(new PieceFailure(4, new BitSet(), List.of()));
    events.roomFreed();
    events.completed();
    events.broken(new StoreFault(StoreFault.Code.IO, "late"));
    client.swarm.storageArrived(client.stores);
    client.swarm.storageGone();
    loop.run(5);

    assertThat(client.completed).isFalse();
    assertThat(client.halted).isEmpty();
    assertThat(client.stores.openSlots).isZero();
    assertThat(server.closed).isTrue();
  }

  @Test
  void a_swarm_that_stops_in_the_middle_of_everything_gives_its_slots_back() {
    Scene.Client client = scene.leech();
    List<Puppet> servers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Puppet server = scene.puppet(client).sayAll().unchoke();
      server.host.rate = 30_000;
      servers.add(server.serve(scene.content));
    }
    loop.run(5);
    assertThat(client.stores.openSlots).isPositive();

    client.swarm.stop();
    int asked = servers.stream().mapToInt(s -> s.everAsked.size()).sum();
    loop.run(5);

    assertThat(client.stores.openSlots).isZero();
    assertThat(servers.stream().mapToInt(s -> s.everAsked.size()).sum())
        .as("nothing is asked of those who are about to be left")
        .isBetween(asked, asked + 8);
  }

  @Test
  void with_hardly_any_memory_peers_take_turns_and_all_completes() {
    MemoryStores small = scene.emptyStores();
    small.mostOpenSlots = 2;
    Scene.Client client = scene.client(small).start();
    List<Puppet> servers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Puppet server = scene.puppet(client).sayAll().unchoke();
      server.host.rate = 20_000;
      servers.add(server.serve(scene.content));
    }

    loop.runUntil(() -> client.completed, 600);

    assertThat(small.content).isEqualTo(scene.content);
    assertThat(servers.stream().filter(s -> !s.everAsked.isEmpty()).count()).isGreaterThan(5);
  }
}
