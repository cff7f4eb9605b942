package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentState;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which files are fetched, and in which order. */
class SelectionTest {
  private static final int PIECE = 1 << 20;
  private static final Selection WITHOUT_0_AND_2 = Selection.ALL.with(Set.of(0, 2), false);

  /** Three files of two pieces and a half: the third and the eighth piece belong to two files. */
  @RegisterExtension private final Scene scene = new Scene(3, 5 * PIECE / 2, PIECE);

  private final HandLoop loop = scene.loop;

  private Puppet server(Scene.Client client) {
    return scene.puppet(client).sayAll().unchoke().serve(scene.content);
  }

  private static List<Integer> firstAsked(Puppet puppet) {
    return puppet.everAsked.stream().map(Message.Request::piece).distinct().toList();
  }

  @Test
  void pieces_of_unwanted_files_alone_are_not_fetched_and_the_rest_completes_the_torrent() {
    Scene.Client client = scene.client(scene.emptyStores()).selects(WITHOUT_0_AND_2).start();

    Puppet server = server(client);
    loop.run(5);

    assertThat(firstAsked(server)).containsExactlyInAnyOrder(2, 3, 4);
    assertThat(client.completions).isOne();
    assertThat(client.swarm.snapshot())
        .satisfies(
            seen -> {
              assertThat(seen.state()).isEqualTo(TorrentState.SEEDING);
              assertThat(seen.wantedBytes()).isEqualTo(3L * PIECE);
              assertThat(seen.missingBytes()).isZero();
              assertThat(seen.verifiedPieces()).isEqualTo(3);
            });
  }

  @Test
  void files_that_are_wanted_later_are_fetched_then() {
    Scene.Client client = scene.client(scene.emptyStores()).selects(WITHOUT_0_AND_2).start();
    server(client);
    loop.run(5);

    client.swarm.select(Selection.ALL);
    TorrentState state = client.swarm.snapshot().state();
    Puppet again = server(client);
    loop.run(5);

    assertThat(state).isEqualTo(TorrentState.DOWNLOADING);
    assertThat(firstAsked(again)).containsExactlyInAnyOrder(0, 1, 5, 6, 7);
    assertThat(client.swarm.snapshot().missingBytes()).isZero();
    assertThat(client.stores.content).isEqualTo(scene.content);
  }

  @Test
  void a_torrent_is_told_complete_when_what_is_missing_is_wanted_no_more() {
    Scene.Client client = scene.client(scene.storesWith(2, 3, 4)).start();
    loop.run(1);

    client.swarm.select(WITHOUT_0_AND_2);

    assertThat(client.completions).isOne();
    assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.SEEDING);
  }

  @Test
  void a_selection_that_is_there_already_is_told_complete_at_the_start() {
    Scene.Client client = scene.client(scene.storesWith(2, 3, 4)).selects(WITHOUT_0_AND_2).start();

    loop.run(1);

    assertThat(client.examined).isOne();
    assertThat(client.completions).isOne();
  }

  @Test
  void we_are_not_interested_in_peers_that_have_unwanted_pieces_alone() {
    Scene.Client client = scene.client(scene.emptyStores()).selects(WITHOUT_0_AND_2).start();
    PieceSet unwanted = new PieceSet(8);
    unwanted.add(0);
    unwanted.add(7);

    Puppet puppet = scene.puppet(client).say(new Message.Bitfield(unwanted.bitfield()));
    loop.run(1);
    boolean before = puppet.heard(Message.Interested.INSTANCE);
    client.swarm.select(Selection.ALL);
    loop.run(1);

    assertThat(before).isFalse();
    assertThat(puppet.heard(Message.Interested.INSTANCE)).isTrue();
  }

  @Test
  void files_of_high_priority_come_before_others_and_those_of_low_priority_last() {
    Selection order =
        new Selection(Set.of(), Map.of(2, Priority.HIGH, 0, Priority.LOW), OptionalInt.empty());
    Scene.Client client = scene.client(scene.emptyStores()).selects(order).start();

    Puppet server = server(client);
    loop.run(5);

    assertThat(firstAsked(server).subList(0, 3)).containsExactlyInAnyOrder(5, 6, 7);
    assertThat(firstAsked(server).subList(3, 6)).containsExactlyInAnyOrder(2, 3, 4);
    assertThat(firstAsked(server).subList(6, 8)).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void pieces_are_asked_for_in_order_from_the_one_that_was_chosen() {
    Selection order = Selection.ALL.withSequentialFrom(OptionalInt.of(3));
    Scene.Client client = scene.client(scene.emptyStores()).selects(order).start();

    Puppet server = server(client);
    loop.run(5);

    assertThat(firstAsked(server)).containsExactly(3, 4, 5, 6, 7, 0, 1, 2);
  }

  @Test
  void a_selection_of_files_that_are_not_there_changes_nothing() {
    Selection strange =
        new Selection(
            Set.of(-1, 77), Map.of(Integer.MAX_VALUE, Priority.HIGH), OptionalInt.of(1_000_000));
    Scene.Client client = scene.client(scene.emptyStores()).selects(strange).start();

    server(client);
    loop.run(5);

    assertThat(client.stores.content).isEqualTo(scene.content);
  }

  @Test
  void the_pieces_say_what_is_there_and_how_many_peers_have_each() {
    Scene.Client client = scene.client(scene.storesWith(1)).start();
    PieceSet some = new PieceSet(8);
    some.add(5);
    scene.puppet(client).say(new Message.Bitfield(some.bitfield()));
    scene.puppet(client).sayAll();
    loop.run(1);

    assertThat(client.swarm.pieces().verified().stream()).containsExactly(1);
    assertThat(client.swarm.pieces().availability()).containsExactly(1, 1, 1, 1, 1, 2, 1, 1);
  }

  @Test
  void under_a_shared_limit_bytes_of_a_torrent_of_high_priority_pass_first() {
    try (Shared both = new Shared()) {
      Scene.Client normal = both.client(Priority.NORMAL);
      Scene.Client high = both.client(Priority.HIGH);

      both.loop().run(10);

      assertThat(high.host.received).isGreaterThan(5 * normal.host.received);
    }
  }

  /** Clients under one limit of their session. */
  private static final class Shared implements AutoCloseable {
    private final Scene scene = new Scene(24 << 20, 1 << 18);
    private final Throttle down = new Throttle(200_000, scene.loop.nanoTime());
    private final Throttle up = new Throttle(Limits.UNLIMITED, scene.loop.nanoTime());

    HandLoop loop() {
      return scene.loop;
    }

    Scene.Client client(Priority priority) {
      Scene.Client client =
          scene.client(scene.emptyStores()).shares(down, up).priority(priority).start();
      scene.puppet(client).sayAll().unchoke().serve(scene.content);
      return client;
    }

    @Override
    public void close() {
      scene.end();
    }
  }
}
