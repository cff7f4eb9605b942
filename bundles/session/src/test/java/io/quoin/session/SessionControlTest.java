package io.quoin.session;

import static io.quoin.session.FakeEngine.downloading;
import static io.quoin.session.FakeEngine.seeding;
import static io.quoin.session.Torrents.magnet;
import static io.quoin.session.Torrents.peer;
import static io.quoin.session.Torrents.torrent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.AlternativeSpeed;
import io.quoin.api.session.QueueSettings;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SeedDefaults;
import io.quoin.api.session.SeedSettings.Whose;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionControl.QueueMove;
import io.quoin.api.session.SessionControl.Relocation;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SpeedLimit;
import io.quoin.api.session.SpeedSchedule;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed of torrents and of the session while they are there. */
class SessionControlTest {

  private static final URI OTHER_TRACKER = URI.create("udp://other.example:6969/announce");
  private static final QueueSettings ONE_AT_A_TIME =
      new QueueSettings(true, 1, true, 1, true, Duration.ofMinutes(1));

  @TempDir private Path folder;

  private final Desk desk = new Desk();
  private final Metainfo torrent = torrent(1);

  private RegisteredTorrent registered(TorrentId id) {
    return desk.session.registered(id).orElseThrow();
  }

  private static void await(CompletionStage<Void> stage) throws Exception {
    assertThat(stage.toCompletableFuture()).isCompleted();
    stage.toCompletableFuture().get();
  }

  // --- a torrent's settings ---

  @Test
  void every_setting_of_a_torrent_reaches_the_engine_that_runs_it() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    Selection selection = Selection.ALL.with(Set.of(0), Priority.HIGH);

    await(
        desk.ran(
            desk.session.change(
                id,
                now ->
                    now.withSelection(selection)
                        .withLabels(List.of("linux"))
                        .withTransfer(
                            now.transfer()
                                .withPriority(Priority.LOW)
                                .withConnections(7)
                                .withUpload(new SpeedLimit(5000, true))))));

    assertThat(engine.selections).containsEntry(id, selection);
    assertThat(engine.priorities).containsEntry(id, Priority.LOW);
    assertThat(engine.limits.get(id))
        .isEqualTo(new Limits(Limits.UNLIMITED, 5000, 7, Limits.DEFAULT.uploadSlots()));
    assertThat(registered(id).settings().labels()).containsExactly("linux");
  }

  @Test
  void the_next_engine_is_told_the_settings_at_the_start() throws Exception {
    TorrentId id = desk.add(torrent);
    Selection selection = new Selection(Set.of(0), Map.of(), OptionalInt.of(2));
    desk.session.change(
        id,
        now ->
            now.withSelection(selection).withTransfer(now.transfer().withPriority(Priority.HIGH)));

    FakeEngine engine = desk.engine();

    assertThat(engine.running.get(id).selection()).isEqualTo(selection);
    assertThat(engine.running.get(id).priority()).isEqualTo(Priority.HIGH);
  }

  @Test
  void a_setting_out_of_range_changes_nothing_and_is_told() throws Exception {
    TorrentId id = desk.add(torrent);

    CompletionStage<Void> refused =
        desk.ran(
            desk.session.change(
                id, now -> now.withTransfer(now.transfer().withConnections(10_001))));

    assertThat(refused.toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.OUT_OF_RANGE))
        .withMessageContaining("10001");
    assertThat(registered(id).settings()).isEqualTo(TorrentSettings.DEFAULT);
  }

  @Test
  void an_unknown_torrent_is_told_by_every_order() {
    TorrentId id = TorrentId.of(torrent.infoHashes());

    assertThatThrownBy(() -> desk.session.change(id, now -> now))
        .hasMessageContaining("no torrent");
    assertThatThrownBy(() -> desk.session.verify(id)).hasMessageContaining("no torrent");
    assertThatThrownBy(() -> desk.session.searchAgain(id)).hasMessageContaining("no torrent");
    assertThatThrownBy(() -> desk.session.queueAt(id, 0)).hasMessageContaining("no torrent");
    assertThatThrownBy(() -> desk.session.relocate(id, folder, Relocation.POINT))
        .hasMessageContaining("no torrent");
  }

  @Test
  void other_trackers_are_asked_from_the_moment_they_are_changed() throws Exception {
    FakeSource source = desk.source("tracker", true);
    desk.engine();
    TorrentId id = desk.add(torrent);

    desk.ran(
        desk.session.change(
            id, now -> now.withTrackers(Optional.of(List.of(List.of(OTHER_TRACKER))))));

    assertThat(source.told).containsExactly("search", "close", "search");
    assertThat(source.last().trackers()).containsExactly(List.of(OTHER_TRACKER));
  }

  @Test
  void peer_sources_search_at_once_when_a_person_says_so() throws Exception {
    FakeSource source = desk.source("tracker", true);
    desk.engine();
    TorrentId id = desk.add(torrent);

    desk.session.searchAgain(id);
    desk.lane.run();

    assertThat(source.told).containsExactly("search", "wanted");
  }

  @Test
  void settings_number_and_place_survive_a_restart() throws Exception {
    Desk first = new Desk(RegisterFolder.in(folder));
    TorrentId one = first.add(torrent(1));
    TorrentId two = first.add(torrent(2));
    first.ran(first.session.moveInQueue(List.of(two), QueueMove.TOP));
    first.ran(
        first.session.change(
            one,
            now ->
                now.withLabels(List.of("a", "b"))
                    .withSelection(
                        new Selection(
                            Set.of(3),
                            Map.of(1, Priority.LOW, 2, Priority.HIGH),
                            OptionalInt.of(4)))
                    .withSeeding(now.seeding().withRatio(Whose.OWN, 1.25))
                    .withTrackers(Optional.of(List.of(List.of(OTHER_TRACKER))))
                    .withTransfer(
                        now.transfer()
                            .withPriority(Priority.HIGH)
                            .withDownload(new SpeedLimit(4321, false)))));
    TorrentSettings kept = first.session.registered(one).orElseThrow().settings();

    Desk second = new Desk(RegisterFolder.in(folder));

    assertThat(second.session.registered(one).orElseThrow())
        .satisfies(
            found -> {
              assertThat(found.settings()).isEqualTo(kept);
              assertThat(found.number()).isEqualTo(1);
              assertThat(found.queuePosition()).isEqualTo(1);
            });
    assertThat(second.session.numbered(2)).contains(two);
    assertThat(second.add(torrent(3))).isEqualTo(second.session.numbered(3).orElseThrow());
  }

  // --- numbers ---

  @Test
  void a_number_is_not_given_out_again_and_is_told_as_removed_for_a_while() throws Exception {
    TorrentId one = desk.add(torrent(1));
    desk.add(torrent(2));
    desk.ran(desk.session.remove(one, Removal.FORGET));
    TorrentId three = desk.add(torrent(3));

    assertThat(desk.session.numbered(1)).isEmpty();
    assertThat(desk.session.numbered(3)).contains(three);
    assertThat(desk.session.removed(Duration.ofMinutes(1))).containsExactly(1);
    desk.sleeps(Duration.ofMinutes(2));
    assertThat(desk.session.removed(Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void no_more_than_a_thousand_removals_are_kept() {
    Removed removed = new Removed();
    for (int i = 1; i <= Removed.LIMIT + 5; i++) {
      removed.add(i, desk.instant());
    }

    assertThat(removed.within(Duration.ofDays(1), desk.instant()))
        .hasSize(Removed.LIMIT)
        .startsWith(6);
  }

  // --- verifying ---

  @Test
  void a_running_torrent_is_examined_anew_and_goes_on() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(AddTorrent.of(torrent, folder).withPeers(List.of(peer(1))));
    OpenMode first = engine.running.get(id).mode();

    desk.ran(desk.session.verify(id));
    OpenMode second = engine.running.get(id).mode();
    desk.ran(desk.session.pause(id));
    desk.session.resume(id);
    desk.lane.run();

    assertThat(first).isEqualTo(OpenMode.RESUME);
    assertThat(second).isEqualTo(OpenMode.CHECK);
    assertThat(engine.running.get(id).mode()).isEqualTo(OpenMode.RESUME);
    assertThat(engine.running.get(id).peers()).containsExactly(peer(1));
  }

  @Test
  void a_paused_torrent_is_examined_without_peers_and_is_paused_again() throws Exception {
    FakeEngine engine = desk.engine();
    engine.checksAtOnce = false;
    FakeSource source = desk.source("tracker", true);
    TorrentId id =
        desk.add(AddTorrent.of(torrent, folder).withPaused(true).withPeers(List.of(peer(1))));

    desk.ran(desk.session.verify(id));
    boolean ran = engine.running.containsKey(id);
    List<?> peers = engine.running.get(id).peers();
    engine.shows(id, FakeEngine.swarm(TorrentState.CHECKING, 0, 0, 0, 3, 0));
    TorrentState meanwhile = desk.snapshot(id).state();
    engine.events.get(id).examined();
    desk.lane.run();

    assertThat(ran).isTrue();
    assertThat(peers).isEmpty();
    assertThat(meanwhile).isEqualTo(TorrentState.CHECKING);
    assertThat(engine.running).isEmpty();
    assertThat(source.told).doesNotContain("search");
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
  }

  @Test
  void a_magnet_without_metadata_is_not_examined() throws Exception {
    FakeEngine engine = desk.engine();
    desk.add(AddTorrent.of(magnet(torrent), folder));

    desk.ran(desk.session.verify(TorrentId.of(torrent.infoHashes())));

    assertThat(engine.stops).isEmpty();
  }

  // --- where data is ---

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void files_are_moved_within_a_file_system_or_between_two(boolean separate) throws Exception {
    DirectoryProvider files = new DirectoryProvider();
    files.separate = separate;
    desk.session.bindStorageProvider(files, Map.of(StorageProvider.ID, "files"));
    FakeEngine engine = desk.engine();
    Path from = folder.resolve("a");
    Path to = folder.resolve("b").resolve("c");
    Path file = Path.of("torrent-1", "data", "file.bin");
    Files.createDirectories(from.resolve(file).getParent());
    Files.writeString(from.resolve(file), "content");
    TorrentId id = desk.add(AddTorrent.of(torrent, from));

    await(desk.ran(desk.session.relocate(id, to, Relocation.MOVE)));

    assertThat(to.resolve(file)).hasContent("content");
    assertThat(from.resolve(file)).doesNotExist();
    assertThat(engine.running.get(id).directory()).isEqualTo(to);
    assertThat(desk.snapshot(id).directory()).isEqualTo(to);
  }

  @Test
  void a_torrent_is_pointed_to_data_without_a_file_being_touched() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(AddTorrent.of(torrent, folder.resolve("a")));

    await(desk.ran(desk.session.relocate(id, folder.resolve("b"), Relocation.POINT)));

    assertThat(engine.running.get(id).directory()).isEqualTo(folder.resolve("b"));
  }

  @Test
  void what_cannot_be_moved_halts_the_torrent_where_it_was_until_it_is_moved() throws Exception {
    DirectoryProvider files = new DirectoryProvider();
    desk.session.bindStorageProvider(files, Map.of(StorageProvider.ID, "files"));
    desk.engine();
    Path file = Path.of("torrent-1", "data", "file.bin");
    for (Path place : List.of(folder.resolve("a"), folder.resolve("b"))) {
      Files.createDirectories(place.resolve(file).getParent());
      Files.writeString(place.resolve(file), place.toString());
    }
    TorrentId id = desk.add(AddTorrent.of(torrent, folder.resolve("a")));

    CompletionStage<Void> refused =
        desk.ran(desk.session.relocate(id, folder.resolve("b"), Relocation.MOVE));
    TorrentSnapshot halted = desk.snapshot(id);
    Files.delete(folder.resolve("b").resolve(file));
    await(desk.ran(desk.session.relocate(id, folder.resolve("b"), Relocation.MOVE)));

    assertThat(refused.toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("delete one of them");
    assertThat(halted.state()).isEqualTo(TorrentState.HALTED);
    assertThat(halted.directory()).isEqualTo(folder.resolve("a"));
    assertThat(desk.snapshot(id).directory()).isEqualTo(folder.resolve("b"));
    assertThat(desk.snapshot(id).state()).isNotEqualTo(TorrentState.HALTED);
  }

  @Test
  void a_move_that_was_cut_off_is_done_after_a_restart() throws Exception {
    Path file = Path.of("torrent-1", "data", "file.bin");
    Files.createDirectories(folder.resolve("a").resolve(file).getParent());
    Files.writeString(folder.resolve("a").resolve(file), "content");
    Desk first = new Desk(RegisterFolder.in(folder.resolve("data")));
    FakeEngine slow = first.engine();
    slow.stopsAtOnce = false;
    TorrentId id = first.add(AddTorrent.of(torrent, folder.resolve("a")));
    first.ran(first.session.relocate(id, folder.resolve("b"), Relocation.MOVE));

    Desk second = new Desk(RegisterFolder.in(folder.resolve("data")));
    TorrentState before = second.snapshot(id).state();
    second.session.bindStorageProvider(
        new DirectoryProvider(), Map.of(StorageProvider.ID, "files"));
    second.ran(second.session.relocate(id, folder.resolve("b"), Relocation.MOVE));

    assertThat(before).isEqualTo(TorrentState.HALTED);
    assertThat(folder.resolve("b").resolve(file)).hasContent("content");
  }

  // --- pieces ---

  @Test
  void pieces_are_known_while_it_runs_after_that_and_after_a_restart() throws Exception {
    Desk first = new Desk(RegisterFolder.in(folder));
    FakeEngine engine = first.engine();
    TorrentId id = first.add(torrent);
    BitSet there = BitSet.valueOf(new long[] {0b101});
    engine.pieces.put(id, new PieceMap(3, there, new int[] {1, 2, 3}));

    PieceMap running = first.session.pieces(id).toCompletableFuture().get();
    first.ran(first.session.pause(id));
    PieceMap paused = first.session.pieces(id).toCompletableFuture().get();
    Desk second = new Desk(RegisterFolder.in(folder));

    assertThat(running.availability()).containsExactly(1, 2, 3);
    assertThat(paused.verified()).isEqualTo(there);
    assertThat(paused.availability()).isEmpty();
    assertThat(second.session.pieces(id).toCompletableFuture().get().verified()).isEqualTo(there);
  }

  // --- the queue ---

  @Test
  void torrents_wait_for_their_turn_in_the_order_of_the_queue() throws Exception {
    FakeEngine engine = desk.engine();
    desk.ran(desk.session.change(now -> now.withQueue(ONE_AT_A_TIME)));
    TorrentId one = desk.add(torrent(1));
    TorrentId two = desk.add(torrent(2));
    TorrentId three = desk.add(torrent(3));
    List<TorrentId> first = List.copyOf(engine.running.keySet());
    TorrentState waiting = desk.snapshot(three).state();

    desk.ran(desk.session.moveInQueue(List.of(three), QueueMove.UP));
    desk.ran(desk.session.pause(one));

    assertThat(first).containsExactly(one);
    assertThat(waiting).isEqualTo(TorrentState.QUEUED);
    assertThat(engine.running.keySet()).containsExactly(three);
    assertThat(desk.snapshot(two).state()).isEqualTo(TorrentState.QUEUED);
  }

  @Test
  void a_torrent_that_is_started_now_jumps_the_queue() throws Exception {
    FakeEngine engine = desk.engine();
    desk.ran(desk.session.change(now -> now.withQueue(ONE_AT_A_TIME)));
    TorrentId one = desk.add(torrent(1));
    TorrentId two = desk.add(torrent(2));

    desk.session.resumeNow(two);
    desk.lane.run();
    desk.session.resume(one);
    desk.lane.run();

    assertThat(engine.running).containsOnlyKeys(two);
  }

  @Test
  void a_torrent_that_moves_nothing_makes_room_but_is_not_stopped() throws Exception {
    FakeEngine engine = desk.engine();
    desk.ran(desk.session.change(now -> now.withQueue(ONE_AT_A_TIME)));
    TorrentId stalled = desk.add(torrent(1));
    TorrentId next = desk.add(torrent(2));
    engine.shows(stalled, downloading(1000, 1, 3));

    desk.seconds(90);

    assertThat(engine.running).containsOnlyKeys(stalled, next);
  }

  @Test
  void all_run_again_when_the_queue_is_switched_off() throws Exception {
    FakeEngine engine = desk.engine();
    desk.ran(desk.session.change(now -> now.withQueue(ONE_AT_A_TIME)));
    desk.add(torrent(1));
    desk.add(torrent(2));

    desk.ran(desk.session.change(now -> now.withQueue(QueueSettings.OFF)));

    assertThat(engine.running).hasSize(2);
  }

  @Test
  void places_in_the_queue_follow_every_way_to_move() throws Exception {
    List<TorrentId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(desk.add(torrent(i)));
    }
    assertThat(order(ids)).containsExactly(0, 1, 2, 3, 4);

    desk.ran(desk.session.moveInQueue(List.of(ids.get(4), ids.get(2)), QueueMove.TOP));
    assertThat(order(ids)).containsExactly(2, 4, 0, 1, 3);
    desk.ran(desk.session.moveInQueue(List.of(ids.get(2), ids.get(0)), QueueMove.UP));
    assertThat(order(ids)).containsExactly(2, 0, 4, 1, 3);
    desk.ran(desk.session.moveInQueue(List.of(ids.get(1), ids.get(3)), QueueMove.DOWN));
    assertThat(order(ids)).containsExactly(2, 0, 4, 1, 3);
    desk.ran(desk.session.moveInQueue(List.of(ids.get(0)), QueueMove.DOWN));
    assertThat(order(ids)).containsExactly(2, 4, 0, 1, 3);
    desk.ran(desk.session.moveInQueue(List.of(ids.get(2), ids.get(4)), QueueMove.BOTTOM));
    assertThat(order(ids)).containsExactly(0, 1, 3, 2, 4);
    desk.ran(desk.session.queueAt(ids.get(4), 1));
    assertThat(order(ids)).containsExactly(0, 4, 1, 3, 2);
    desk.ran(desk.session.queueAt(ids.get(0), 99));
    assertThat(order(ids)).containsExactly(4, 1, 3, 2, 0);
    ids.add(desk.add(torrent(9)));
    assertThat(order(ids)).endsWith(5);
  }

  private List<Integer> order(List<TorrentId> ids) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      order.add(-1);
    }
    for (int i = 0; i < ids.size(); i++) {
      order.set(registered(ids.get(i)).queuePosition(), i);
    }
    return order;
  }

  // --- seeding ---

  @Test
  void the_sessions_ratio_stops_those_that_have_none_of_their_own() throws Exception {
    FakeEngine engine = desk.engine();
    desk.ran(
        desk.session.change(
            now -> now.withSeeding(new SeedDefaults(true, 2, false, Duration.ZERO))));
    TorrentId ordinary = desk.add(torrent(1));
    TorrentId own = desk.add(torrent(2));
    desk.ran(
        desk.session.change(own, now -> now.withSeeding(now.seeding().withRatio(Whose.NOBODY, 0))));

    for (TorrentId id : List.of(ordinary, own)) {
      engine.shows(id, seeding(0, 7000, 3));
      engine.events.get(id).completed();
    }
    desk.seconds(2);

    assertThat(desk.snapshot(ordinary).state()).isEqualTo(TorrentState.PAUSED);
    assertThat(desk.snapshot(own).state()).isEqualTo(TorrentState.SEEDING);
  }

  @Test
  void a_seed_that_nobody_asks_is_paused_after_its_idle_time_and_not_before() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    desk.ran(
        desk.session.change(
            id, now -> now.withSeeding(now.seeding().withIdle(Whose.OWN, Duration.ofSeconds(30)))));
    engine.shows(id, seeding(0, 10, 3));
    engine.events.get(id).completed();
    desk.seconds(25);
    engine.shows(id, seeding(0, 20, 3));
    desk.seconds(25);
    TorrentState before = desk.snapshot(id).state();

    desk.seconds(10);

    assertThat(before).isEqualTo(TorrentState.SEEDING);
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
  }

  // --- the session's settings ---

  @Test
  void alternative_speeds_hold_instead_of_the_others_while_they_are_on() {
    FakeEngine engine = desk.engine();
    desk.ran(
        desk.session.change(
            now ->
                now.withDownload(new SpeedLimit(1000, true))
                    .withAlternative(new AlternativeSpeed(true, 10, 20, SpeedSchedule.OFF))));
    Optional<Limits> slow = engine.allLimits;
    desk.ran(desk.session.change(now -> now.withAlternative(now.alternative().with(false))));

    assertThat(slow).contains(Limits.DEFAULT.withRates(10, 20));
    assertThat(engine.allLimits).contains(Limits.DEFAULT.withRates(1000, Limits.UNLIMITED));
  }

  @Test
  void the_schedule_switches_at_its_ends_and_leaves_the_rest_to_the_hand() {
    SpeedClock clock = new SpeedClock();
    AlternativeSpeed off =
        new AlternativeSpeed(
            false, 1, 1, new SpeedSchedule(true, 540, 1020, Set.of(DayOfWeek.MONDAY)));
    LocalDateTime monday = LocalDateTime.of(2026, 1, 5, 8, 59);

    assertThat(clock.look(off, monday)).isEmpty();
    assertThat(clock.look(off, monday.plusMinutes(1))).contains(off.with(true));
    assertThat(clock.look(off, monday.plusMinutes(2))).as("by hand").isEmpty();
    assertThat(clock.look(off.with(true), monday.plusHours(9))).contains(off);
    assertThat(clock.look(off, monday.plusDays(1).plusMinutes(1))).as("Tuesday").isEmpty();
  }

  @Test
  void a_schedule_over_midnight_belongs_to_the_day_on_which_it_begins() {
    SpeedSchedule night = new SpeedSchedule(true, 1320, 360, Set.of(DayOfWeek.FRIDAY));
    LocalDateTime friday = LocalDateTime.of(2026, 1, 9, 0, 0);

    assertThat(night.covers(friday.plusHours(5))).isFalse();
    assertThat(night.covers(friday.plusHours(23))).isTrue();
    assertThat(night.covers(friday.plusHours(24 + 5))).isTrue();
    assertThat(night.covers(friday.plusHours(24 + 23))).isFalse();
  }

  @Test
  void the_sessions_settings_and_totals_survive_a_restart() throws Exception {
    Desk first = new Desk(RegisterFolder.in(folder));
    FakeEngine engine = first.engine();
    TorrentId id = first.add(torrent);
    engine.shows(id, downloading(1500, 1, 3));
    first.ran(
        first.session.change(
            now ->
                new SessionSettings(
                    new SpeedLimit(1, true),
                    new SpeedLimit(2, false),
                    new AlternativeSpeed(
                        true, 3, 4, new SpeedSchedule(false, 5, 6, Set.of(DayOfWeek.SUNDAY))),
                    ONE_AT_A_TIME,
                    new SeedDefaults(true, 0.5, true, Duration.ofMinutes(7)),
                    new SessionSettings.Added(folder.resolve("new"), 8, true, false))));
    first.seconds(3);
    first.session.close();
    first.lane.run();

    Desk second = new Desk(RegisterFolder.in(folder));

    assertThat(second.session.settings()).isEqualTo(first.session.settings());
    assertThat(second.session.current().receivedBytes()).isZero();
    assertThat(second.session.total())
        .satisfies(
            total -> {
              assertThat(total.receivedBytes()).isEqualTo(1500);
              assertThat(total.torrentsAdded()).isOne();
              assertThat(total.seconds()).isEqualTo(3);
              assertThat(total.starts()).isEqualTo(2);
            });
  }

  @Test
  void settings_that_cannot_be_read_begin_anew() throws Exception {
    Files.writeString(folder.resolve("settings"), "d6:formati1ee");

    Desk begun = new Desk(RegisterFolder.in(folder));

    assertThat(begun.session.settings().queue()).isEqualTo(QueueSettings.OFF);
    assertThat(begun.session.settings().added().directory())
        .isEqualTo(folder.resolve("downloads").toAbsolutePath());
  }
}
