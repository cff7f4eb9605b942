package io.quoin.session;

import static io.quoin.session.FakeEngine.seeding;
import static io.quoin.session.FakeEngine.swarm;
import static io.quoin.session.Torrents.magnet;
import static io.quoin.session.Torrents.peer;
import static io.quoin.session.Torrents.torrent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.AddTorrent.Check;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.session.StopRule;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RememberedSessionTest {

  @TempDir private Path data;

  @Test
  void everything_wished_survives_a_restart() throws Exception {
    AddTorrent wish =
        AddTorrent.of(torrent(1), data.resolve("downloads"))
            .withProvider("vault")
            .withLimits(new Limits(1000, Limits.UNLIMITED, 10, 2))
            .withPeers(List.of(peer(1), peer(2)))
            .withoutSources(Set.of("dht", "lsd"))
            .withStopRule(
                new StopRule(OptionalDouble.of(1.5), Optional.of(Duration.ofMinutes(90))));
    TorrentId id = desk().add(wish);

    FakeEngine engine = desk().engine();

    assertThat(engine.running.get(id))
        .satisfies(
            order -> {
              assertThat(order.source()).isEqualTo(wish.source());
              assertThat(order.provider()).isEqualTo("vault");
              assertThat(order.directory()).isEqualTo(data.resolve("downloads"));
              assertThat(order.record()).isEqualTo(data.resolve("records").resolve(id.toString()));
              assertThat(order.limits()).isEqualTo(wish.limits());
              assertThat(order.peers()).containsExactlyInAnyOrder(peer(1), peer(2));
            });
    assertThat(RecordCodec.decode(Files.readAllBytes(file(id))).wish())
        .satisfies(
            kept -> {
              assertThat(kept.excludedSources()).isEqualTo(wish.excludedSources());
              assertThat(kept.settings()).isEqualTo(wish.settings());
            });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void torrents_of_every_kind_survive_with_hashes_trackers_and_layers(Kind kind) throws Exception {
    Metainfo torrent = torrent(kind, 5, true);
    TorrentId id = desk().add(torrent);

    FakeEngine engine = desk().engine();

    assertThat(engine.running.get(id).source()).isEqualTo(new TorrentSource.Torrent(torrent));
  }

  @Test
  void a_magnet_survives_and_so_does_its_metadata_once_it_is_there() throws Exception {
    AddTorrent wish = AddTorrent.of(magnet(torrent(1)), data);
    TorrentId id = desk().add(wish);
    FakeEngine engine = desk().engine();
    TorrentSource before = engine.running.get(id).source();
    Desk second = desk();
    FakeEngine next = second.engine();

    next.events.get(id).metadata(torrent(1));
    second.lane.run();
    FakeEngine last = desk().engine();

    assertThat(before).isEqualTo(wish.source());
    assertThat(last.running.get(id).source()).isEqualTo(new TorrentSource.Torrent(torrent(1)));
  }

  @Test
  void a_paused_torrent_stays_paused_and_still_shows_how_far_it_is() throws Exception {
    Desk first = desk();
    FakeEngine engine = first.engine();
    TorrentId id = first.add(torrent(1));
    engine.shows(id, swarm(TorrentState.DOWNLOADING, 1500, 200, 1, 3, 2));
    first.ran(first.session.pause(id));

    Desk second = desk();
    FakeEngine next = second.engine();

    assertThat(next.running).isEmpty();
    assertThat(second.snapshot(id))
        .satisfies(
            snapshot -> {
              assertThat(snapshot.state()).isEqualTo(TorrentState.PAUSED);
              assertThat(snapshot.verifiedPieces()).isEqualTo(1);
              assertThat(snapshot.receivedBytes()).isEqualTo(1500);
              assertThat(snapshot.sentBytes()).isEqualTo(200);
            });
  }

  @Test
  void counters_of_a_run_are_there_after_the_session_ended_and_after_a_while_without_that()
      throws Exception {
    Desk first = desk();
    FakeEngine engine = first.engine();
    TorrentId ended = first.add(torrent(1));
    engine.shows(ended, swarm(TorrentState.DOWNLOADING, 1500, 200, 1, 3, 2));
    first.seconds(310);

    TorrentSnapshot afterPowerCut = desk().snapshot(ended);
    engine.shows(ended, swarm(TorrentState.DOWNLOADING, 1900, 300, 1, 3, 2));
    first.seconds(1);
    first.session.close();
    first.lane.run();
    TorrentSnapshot afterEnd = desk().snapshot(ended);

    assertThat(afterPowerCut.receivedBytes()).isEqualTo(1500);
    assertThat(afterEnd.receivedBytes()).isEqualTo(1900);
  }

  @Test
  void a_check_that_was_done_is_not_asked_for_again() throws Exception {
    Desk first = desk();
    FakeEngine engine = first.engine();
    TorrentId done = first.add(AddTorrent.of(torrent(1), data).withCheck(Check.FULL));
    TorrentId undone = first.add(AddTorrent.of(torrent(2), data).withCheck(Check.FULL));
    engine.shows(done, seeding(0, 0, 3));
    engine.events.get(done).completed();
    first.lane.run();

    FakeEngine next = desk().engine();

    assertThat(next.running.get(done).mode()).isEqualTo(OpenMode.RESUME);
    assertThat(next.running.get(undone).mode()).isEqualTo(OpenMode.CHECK);
  }

  @Test
  void the_time_of_completion_counts_on_over_a_restart() throws Exception {
    Desk first = desk();
    FakeEngine engine = first.engine();
    TorrentId id =
        first.add(
            AddTorrent.of(torrent(1), data)
                .withStopRule(
                    new StopRule(OptionalDouble.empty(), Optional.of(Duration.ofHours(1)))));
    engine.shows(id, seeding(0, 0, 3));
    engine.events.get(id).completed();
    first.lane.run();

    Desk second = desk();
    second.sleeps(Duration.ofHours(1));
    FakeEngine next = second.engine();
    next.shows(id, seeding(0, 0, 3));
    next.events.get(id).completed();
    second.lane.run();

    assertThat(second.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
  }

  @Test
  void a_removed_torrent_does_not_come_back() throws Exception {
    Desk first = desk();
    TorrentId id = first.add(torrent(1));
    boolean kept = Files.exists(file(id));

    first.ran(first.session.remove(id, Removal.KEEP_DATA));

    assertThat(kept).isTrue();
    assertThat(desk().session.torrents()).isEmpty();
  }

  @Test
  void the_order_of_adding_survives() throws Exception {
    Desk first = desk();
    TorrentId third = first.add(torrent(3));
    first.sleeps(Duration.ofMillis(1));
    TorrentId first1 = first.add(torrent(1));
    first.sleeps(Duration.ofMillis(1));
    TorrentId second = first.add(torrent(2));

    assertThat(desk().session.torrents())
        .extracting(TorrentSnapshot::id)
        .containsExactly(third, first1, second);
  }

  @Test
  void a_file_that_cannot_be_read_is_left_and_the_others_are_taken() throws Exception {
    Desk first = desk();
    TorrentId good = first.add(torrent(1));
    TorrentId bad = first.add(torrent(2));
    byte[] whole = Files.readAllBytes(file(bad));
    Files.write(file(bad), Arrays.copyOf(whole, whole.length / 2));

    Desk second = desk();

    assertThat(second.session.torrents()).extracting(TorrentSnapshot::id).containsExactly(good);
    assertThat(file(bad)).hasSize(whole.length / 2);
    assertThat(second.add(torrent(2))).isEqualTo(bad);
  }

  @Test
  void while_a_torrent_is_read_its_id_is_taken() throws Exception {
    TorrentId id = desk().add(torrent(1));
    HandLane disk = new HandLane();
    HandLane lane = new HandLane();
    SessionService reading =
        new SessionService(
            new Lanes(lane, lane, disk, lane),
            InstantSource.system(),
            RegisterFolder.in(data),
            () -> {});

    Throwable refused = catchThrowable(() -> reading.add(AddTorrent.of(torrent(1), data)));
    disk.run();
    lane.run();

    assertThat(refused)
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.DUPLICATE));
    assertThat(reading.torrent(id)).isPresent();
  }

  @Test
  void a_file_is_replaced_as_a_whole_and_nothing_else_is_left() throws Exception {
    Desk desk = desk();
    TorrentId id = desk.add(torrent(1));

    desk.session.limit(id, Limits.DEFAULT.withRates(1, 1));
    desk.lane.run();

    try (Stream<Path> files = Files.list(data.resolve("torrents"))) {
      assertThat(files).containsExactly(file(id));
    }
  }

  @Test
  void of_several_changes_at_once_the_newest_is_written() throws Exception {
    Desk first = desk();
    TorrentId id = first.add(torrent(1));
    Limits last = Limits.DEFAULT.withRates(3, 3);

    first.session.limit(id, Limits.DEFAULT.withRates(1, 1));
    first.session.limit(id, Limits.DEFAULT.withRates(2, 2));
    first.session.limit(id, last);
    first.lane.run();

    assertThat(RecordCodec.decode(Files.readAllBytes(file(id))).wish().limits()).isEqualTo(last);
  }

  @Test
  void a_part_that_a_power_cut_left_is_no_torrent() throws Exception {
    TorrentId id = desk().add(torrent(1));
    Files.copy(file(id), file(id).resolveSibling(id + ".part"));

    List<TorrentSnapshot> found = desk().session.torrents();

    assertThat(found).hasSize(1);
  }

  @Test
  void a_directory_that_cannot_be_written_costs_memory_and_not_the_torrent() throws Exception {
    Files.writeString(data.resolve("torrents"), "in the way");
    Desk desk = desk();
    FakeEngine engine = desk.engine();

    TorrentId id = desk.add(torrent(1));

    assertThat(engine.running).containsKey(id);
  }

  private Desk desk() {
    return new Desk(RegisterFolder.in(data));
  }

  private Path file(TorrentId id) throws IOException {
    return data.resolve("torrents").resolve(id.toString());
  }
}
