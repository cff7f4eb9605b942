package io.quoin.session;

import static io.quoin.session.FakeEngine.downloading;
import static io.quoin.session.FakeEngine.seeding;
import static io.quoin.session.FakeEngine.swarm;
import static io.quoin.session.Torrents.magnet;
import static io.quoin.session.Torrents.peer;
import static io.quoin.session.Torrents.peers;
import static io.quoin.session.Torrents.privateTorrent;
import static io.quoin.session.Torrents.torrent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quoin.api.event.Topics;
import io.quoin.api.peers.SearchedTorrent.Progress;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.AddTorrent.Check;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.session.StopRule;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class SessionServiceTest {

  private static final Path DOWNLOADS = Path.of("downloads");
  private static final StopRule RATIO_2 = new StopRule(OptionalDouble.of(2), Optional.empty());
  private static final StopRule AFTER_AN_HOUR =
      new StopRule(OptionalDouble.empty(), Optional.of(Duration.ofHours(1)));

  private final Desk desk = new Desk();
  private final Metainfo torrent = torrent(1);
  private final AddTorrent wish = AddTorrent.of(torrent, DOWNLOADS);

  @Test
  void a_torrent_is_started_on_the_engine_with_what_was_wished() throws Exception {
    FakeEngine engine = desk.engine();

    TorrentId id =
        desk.add(
            wish.withCheck(Check.FULL)
                .withProvider("vault")
                .withPeers(List.of(peer(1)))
                .withLimits(Limits.DEFAULT.withRates(1000, 2000)));

    assertThat(engine.running.get(id))
        .satisfies(
            order -> {
              assertThat(order.source()).isEqualTo(wish.source());
              assertThat(order.provider()).isEqualTo("vault");
              assertThat(order.directory()).isEqualTo(DOWNLOADS);
              assertThat(order.record())
                  .isEqualTo(DOWNLOADS.resolve(".quoin").resolve(id.toString()));
              assertThat(order.mode()).isEqualTo(OpenMode.CHECK);
              assertThat(order.limits().uploadRate()).isEqualTo(2000);
              assertThat(order.peers()).containsExactly(peer(1));
            });
  }

  @Test
  void a_torrent_waits_for_an_engine_and_says_so() throws Exception {
    TorrentId id = desk.add(torrent);
    TorrentSnapshot waiting = desk.snapshot(id);

    FakeEngine engine = desk.engine();

    assertThat(waiting.state()).isEqualTo(TorrentState.WAITING);
    assertThat(waiting.reason()).contains("engine is away");
    assertThat(waiting.name()).isEqualTo("torrent-1");
    assertThat(engine.running).containsKey(id);
  }

  @Test
  void a_snapshot_is_the_swarms_with_what_the_register_knows() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);

    engine.shows(id, downloading(1500, 1, 3));

    assertThat(desk.snapshot(id))
        .satisfies(
            snapshot -> {
              assertThat(snapshot.state()).isEqualTo(TorrentState.DOWNLOADING);
              assertThat(snapshot.verifiedBytes()).isEqualTo(1000);
              assertThat(snapshot.receivedBytes()).isEqualTo(1500);
              assertThat(snapshot.directory()).isEqualTo(DOWNLOADS);
              assertThat(snapshot.metainfo()).contains(torrent);
              assertThat(snapshot.complete()).isFalse();
            });
  }

  @Test
  void a_torrent_is_registered_once() throws Exception {
    desk.add(torrent);

    assertThatThrownBy(() -> desk.add(torrent))
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.DUPLICATE));
  }

  @Test
  void the_register_takes_so_many_torrents_and_no_more() throws Exception {
    for (int i = 0; i < Register.LIMIT; i++) {
      desk.session.add(AddTorrent.of(Torrents.numbered(i), DOWNLOADS).withPaused(true));
    }

    Throwable refused = catchThrowable(() -> desk.add(torrent));

    assertThat(refused)
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.FULL));
    assertThat(desk.session.torrents()).hasSize(Register.LIMIT);
  }

  @Test
  void torrents_are_listed_in_the_order_they_were_added() throws Exception {
    TorrentId third = desk.add(torrent(3));
    TorrentId first = desk.add(torrent(1));
    desk.seconds(1);
    TorrentId second = desk.add(torrent(2));

    assertThat(desk.session.torrents())
        .extracting(TorrentSnapshot::id)
        .containsExactly(third, first, second);
  }

  @Test
  void nobody_knows_a_torrent_that_was_never_added() {
    TorrentId stranger = TorrentId.of(torrent.infoHashes());

    assertThat(desk.session.torrent(stranger)).isEmpty();
    assertThat(desk.session.peers(stranger)).isEmpty();
    assertThatThrownBy(() -> desk.session.pause(stranger))
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.UNKNOWN));
  }

  @Test
  void a_pause_is_done_when_the_engine_has_stopped_the_torrent() throws Exception {
    FakeEngine engine = desk.engine();
    engine.stopsAtOnce = false;
    TorrentId id = desk.add(torrent);
    engine.shows(id, downloading(1500, 1, 3));

    CompletableFuture<Void> paused = future(desk.ran(desk.session.pause(id)));
    boolean early = paused.isDone();
    engine.stops.get(0).complete(null);
    desk.lane.run();

    assertThat(early).isFalse();
    assertThat(paused).isCompleted();
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
    assertThat(desk.snapshot(id).verifiedPieces()).isEqualTo(1);
    assertThat(desk.snapshot(id).receivedBytes()).isEqualTo(1500);
    assertThat(desk.snapshot(id).downloadRate()).isZero();
  }

  @Test
  void a_torrent_resumed_while_it_stops_is_started_after_that() throws Exception {
    FakeEngine engine = desk.engine();
    engine.stopsAtOnce = false;
    TorrentId id = desk.add(torrent);

    desk.ran(desk.session.pause(id));
    desk.session.resume(id);
    desk.lane.run();
    int runningWhileStopping = engine.running.size();
    engine.stops.get(0).complete(null);
    desk.lane.run();

    assertThat(runningWhileStopping).isEqualTo(1);
    assertThat(engine.running).containsKey(id);
    assertThat(engine.stops).hasSize(1);
  }

  @Test
  void bytes_are_counted_over_all_runs() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    engine.shows(id, swarm(TorrentState.DOWNLOADING, 1500, 300, 1, 3, 2));
    desk.ran(desk.session.pause(id));
    desk.session.resume(id);
    desk.lane.run();

    engine.shows(id, swarm(TorrentState.DOWNLOADING, 700, 40, 2, 3, 2));

    assertThat(desk.snapshot(id).receivedBytes()).isEqualTo(2200);
    assertThat(desk.snapshot(id).sentBytes()).isEqualTo(340);
  }

  @Test
  void the_next_engine_goes_on_with_the_peers_that_are_known() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withPeers(List.of(peer(1))));
    FakeSource source = desk.source("tracker", true);
    source.last().found(List.of(peer(2)));
    engine.connected.put(id, List.of(connection(peer(2), false), connection(peer(3), true)));
    engine.shows(id, downloading(1500, 1, 3));
    desk.seconds(11);

    desk.leaves(engine);
    TorrentState meanwhile = desk.snapshot(id).state();
    FakeEngine next = desk.engine();

    assertThat(meanwhile).isEqualTo(TorrentState.WAITING);
    assertThat(next.running.get(id).peers()).containsExactly(peer(2), peer(1));
    assertThat(next.running.get(id).mode()).isEqualTo(OpenMode.RESUME);
    assertThat(source.told).endsWith("close", "search");
  }

  @Test
  void the_next_engine_waits_a_little_for_one_that_does_not_let_go() throws Exception {
    FakeEngine engine = desk.engine();
    engine.stopsAtOnce = false;
    TorrentId id = desk.add(torrent);
    desk.leaves(engine);
    FakeEngine next = desk.engine();

    desk.seconds(2);
    boolean early = next.running.containsKey(id);
    desk.seconds(1);

    assertThat(early).isFalse();
    assertThat(next.running).containsKey(id);
  }

  @Test
  void an_engine_that_is_replaced_hands_over_in_any_order() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);

    FakeEngine next = desk.engine();
    desk.leaves(engine);

    assertThat(engine.running).isEmpty();
    assertThat(next.running).containsKey(id);
  }

  @Test
  void an_engine_that_is_away_before_it_leaves_is_no_error() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    engine.shows(id, downloading(1500, 1, 3));
    desk.seconds(1);
    engine.away = true;
    TorrentId second = desk.add(torrent(2));
    TorrentState meanwhile = desk.snapshot(second).state();

    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(meanwhile).isEqualTo(TorrentState.WAITING);
    assertThat(next.running).containsKeys(id, second);
    assertThat(desk.snapshot(id).receivedBytes()).isEqualTo(1500);
  }

  @Test
  void what_an_engine_tells_after_it_left_is_not_believed() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    desk.leaves(engine);

    engine.events.get(id).halted("too late");
    desk.lane.run();

    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.WAITING);
  }

  @Test
  void a_full_check_is_not_repeated_once_it_was_done() throws Exception {
    FakeEngine engine = desk.engine();
    engine.checksAtOnce = false;
    TorrentId checking = desk.add(wish.withCheck(Check.FULL));
    TorrentId checked = desk.add(AddTorrent.of(torrent(2), DOWNLOADS).withCheck(Check.FULL));
    engine.shows(checking, swarm(TorrentState.CHECKING, 0, 0, 0, 3, 0));
    engine.events.get(checked).examined();
    desk.seconds(1);

    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(next.running.get(checking).mode()).isEqualTo(OpenMode.CHECK);
    assertThat(next.running.get(checked).mode()).isEqualTo(OpenMode.RESUME);
  }

  @Test
  void completion_is_told_with_a_complete_snapshot() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    CompletableFuture<TorrentSnapshot> complete = future(desk.session.completion(id));

    boolean early = complete.isDone();
    engine.shows(id, seeding(3000, 0, 3));
    engine.events.get(id).completed();
    desk.lane.run();

    assertThat(early).isFalse();
    assertThat(complete.join().complete()).isTrue();
    assertThat(future(desk.session.completion(id))).isCompleted();
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.SEEDING);
  }

  @Test
  void a_torrent_that_halts_says_why_and_goes_on_when_it_is_resumed() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    CompletableFuture<TorrentSnapshot> complete = future(desk.session.completion(id));

    engine.events.get(id).halted("no space is left in downloads; make room");
    desk.lane.run();
    TorrentSnapshot halted = desk.snapshot(id);
    boolean stopped = engine.running.isEmpty();
    desk.session.resume(id);
    CompletableFuture<TorrentSnapshot> next = future(desk.session.completion(id));
    desk.lane.run();

    assertThat(halted.state()).isEqualTo(TorrentState.HALTED);
    assertThat(halted.reason()).isEqualTo("no space is left in downloads; make room");
    assertThat(code(complete)).isEqualTo(Code.HALTED);
    assertThat(stopped).isTrue();
    assertThat(engine.running).containsKey(id);
    assertThat(next).isNotDone();
    engine.events.get(id).completed();
    desk.lane.run();
    assertThat(next).isCompleted();
  }

  @Test
  void an_engine_that_refuses_a_torrent_halts_it() throws Exception {
    FakeEngine engine = desk.engine();
    engine.refusal = Optional.of(new IllegalArgumentException("not this one"));

    TorrentId id = desk.add(torrent);

    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.HALTED);
    assertThat(desk.snapshot(id).reason()).contains("not this one");
  }

  @Test
  void whoever_waits_for_a_torrent_is_told_when_it_is_removed() throws Exception {
    desk.engine();
    TorrentId id = desk.add(torrent);
    CompletableFuture<TorrentSnapshot> complete = future(desk.session.completion(id));

    desk.ran(desk.session.remove(id, Removal.KEEP_DATA));

    assertThat(code(complete)).isEqualTo(Code.REMOVED);
    assertThat(desk.session.torrent(id)).isEmpty();
  }

  @Test
  void a_torrent_stops_at_completion_where_that_is_its_rule() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withStopRule(StopRule.AT_COMPLETION));
    CompletableFuture<TorrentSnapshot> complete = future(desk.session.completion(id));
    engine.shows(id, seeding(3000, 10, 3));

    engine.events.get(id).completed();
    desk.lane.run();

    assertThat(engine.running).isEmpty();
    assertThat(complete.join().complete()).isTrue();
    assertThat(complete.join().state()).isEqualTo(TorrentState.PAUSED);
    assertThat(desk.snapshot(id).verifiedPieces()).isEqualTo(3);
  }

  @Test
  void a_torrent_stops_at_its_ratio_over_all_runs() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withStopRule(RATIO_2));
    engine.shows(id, seeding(3000, 3500, 3));
    engine.events.get(id).completed();
    desk.seconds(5);
    desk.leaves(engine);
    FakeEngine next = desk.engine();
    next.shows(id, seeding(0, 2499, 3));
    next.events.get(id).completed();
    desk.seconds(1);
    TorrentState before = desk.snapshot(id).state();

    next.shows(id, seeding(0, 2500, 3));
    desk.seconds(1);

    assertThat(before).isEqualTo(TorrentState.SEEDING);
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
  }

  @Test
  void a_torrent_stops_when_it_has_seeded_long_enough() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withStopRule(AFTER_AN_HOUR));
    engine.shows(id, seeding(3000, 10, 3));
    engine.events.get(id).completed();
    desk.lane.run();
    desk.seconds(3599);
    TorrentState before = desk.snapshot(id).state();

    desk.seconds(1);

    assertThat(before).isEqualTo(TorrentState.SEEDING);
    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.PAUSED);
  }

  @Test
  void a_person_who_resumes_a_torrent_overrules_its_rule() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withStopRule(StopRule.AT_COMPLETION));
    engine.shows(id, seeding(3000, 10, 3));
    engine.events.get(id).completed();
    desk.lane.run();

    desk.session.resume(id);
    desk.lane.run();
    engine.shows(id, seeding(0, 10, 3));
    engine.events.get(id).completed();
    desk.seconds(5);

    assertThat(desk.snapshot(id).state()).isEqualTo(TorrentState.SEEDING);
  }

  @Test
  void limits_reach_the_engine_at_once_and_the_next_one_at_its_start() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);
    Limits slow = Limits.DEFAULT.withRates(1, 2);

    desk.session.limit(slow);
    desk.session.limit(id, slow);
    desk.lane.run();
    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(engine.allLimits).contains(slow);
    assertThat(engine.limits).containsEntry(id, slow);
    assertThat(next.allLimits).contains(slow);
    assertThat(next.running.get(id).limits()).isEqualTo(slow);
  }

  @Test
  void a_magnet_becomes_a_torrent_when_its_metadata_arrives() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(AddTorrent.of(magnet(torrent), DOWNLOADS));
    Optional<Metainfo> before = desk.snapshot(id).metainfo();

    engine.events.get(id).metadata(torrent);
    desk.lane.run();
    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(before).isEmpty();
    assertThat(desk.snapshot(id).metainfo()).contains(torrent);
    assertThat(next.running.get(id).source()).isEqualTo(wish.source());
  }

  @Test
  void peers_of_a_magnet_are_used_where_they_are_addresses() throws Exception {
    FakeEngine engine = desk.engine();

    TorrentId id = desk.add(AddTorrent.of(magnet(torrent), DOWNLOADS));

    assertThat(engine.running.get(id).peers())
        .containsExactly(new InetSocketAddress("192.0.2.1", 6881));
  }

  @Test
  void sources_search_for_torrents_that_run_whenever_they_come() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource early = desk.source("early", false);
    TorrentId id = desk.add(torrent);
    FakeSource late = desk.source("late", false);

    early.last().found(List.of(peer(1)));
    late.last().found(List.of(peer(2)));
    desk.session.unbindPeerSource(late);
    desk.lane.run();
    late.last().found(List.of(peer(3)));

    assertThat(engine.added).containsExactly(peer(1), peer(2));
    assertThat(late.told).containsExactly("search", "close");
    assertThat(early.last())
        .satisfies(
            seen -> {
              assertThat(seen.infoHashes()).isEqualTo(torrent.infoHashes());
              assertThat(seen.trackers()).containsExactly(List.of(Torrents.TRACKER));
              assertThat(seen.port()).isEqualTo(6881);
              assertThat(seen.peerId()).isEqualTo(engine.peerId());
            });
    assertThat(desk.snapshot(id).id()).isEqualTo(id);
  }

  @Test
  void sources_search_once_it_is_known_what_is_there() throws Exception {
    FakeEngine engine = desk.engine();
    engine.checksAtOnce = false;
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    List<String> before = List.copyOf(source.told);

    engine.shows(id, seeding(0, 0, 3));
    engine.events.get(id).examined();
    desk.lane.run();

    assertThat(before).isEmpty();
    assertThat(source.told).containsExactly("search");
    assertThat(source.last().progress().left()).isZero();
  }

  @Test
  void sources_search_for_a_magnet_at_once() throws Exception {
    desk.engine();
    FakeSource source = desk.source("tracker", true);

    desk.add(AddTorrent.of(magnet(torrent), DOWNLOADS));

    assertThat(source.told).containsExactly("search");
  }

  @Test
  void sources_are_told_when_more_peers_are_wanted_and_when_the_torrent_is_complete()
      throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    engine.shows(id, downloading(1500, 1, 3));

    desk.seconds(5);
    engine.shows(id, seeding(3000, 10, 3));
    engine.events.get(id).completed();
    desk.seconds(5);
    Progress progress = source.last().progress();
    desk.ran(desk.session.pause(id));

    assertThat(source.told).containsExactly("search", "wanted", "completed", "close");
    assertThat(progress).isEqualTo(new Progress(10, 3000, 0));
    assertThat(source.last().progress()).isEqualTo(new Progress(10, 3000, 0));
  }

  @Test
  void a_seed_that_was_complete_from_the_start_does_not_say_it_completed() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    engine.shows(id, seeding(0, 0, 3));

    engine.events.get(id).completed();
    desk.lane.run();

    assertThat(source.told).containsExactly("search");
  }

  @Test
  void private_torrents_are_told_only_to_sources_fit_for_them() throws Exception {
    desk.engine();
    FakeSource tracker = desk.source("tracker", true);
    FakeSource dht = desk.source("dht", false);

    desk.add(privateTorrent(1));

    assertThat(tracker.searched).hasSize(1);
    assertThat(dht.searched).isEmpty();
  }

  @Test
  void a_magnet_that_turns_out_private_is_taken_from_other_sources_with_their_peers()
      throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource tracker = desk.source("tracker", true);
    FakeSource dht = desk.source("dht", false);
    Metainfo secret = privateTorrent(1);
    TorrentId id = desk.add(AddTorrent.of(magnet(secret), DOWNLOADS));
    dht.last().found(List.of(peer(7)));

    engine.events.get(id).metadata(secret);
    desk.lane.run();
    dht.last().found(List.of(peer(8)));
    tracker.last().found(List.of(peer(9)));
    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(dht.told).containsExactly("search", "close");
    assertThat(next.running.get(id).peers()).containsExactly(peer(9));
  }

  @Test
  void excluded_sources_are_not_used() throws Exception {
    desk.engine();
    FakeSource dht = desk.source("dht", false);
    FakeSource tracker = desk.source("tracker", true);

    desk.add(wish.withoutSources(Set.of("dht")));

    assertThat(dht.searched).isEmpty();
    assertThat(tracker.searched).hasSize(1);
  }

  @Test
  void a_source_that_throws_loses_its_search_and_nobody_else_notices() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource broken = desk.source("broken", true);
    broken.throwing = true;
    FakeSource tracker = desk.source("tracker", true);

    TorrentId id = desk.add(torrent);
    engine.shows(id, downloading(0, 1, 3));
    broken.last().found(List.of(peer(1)));
    tracker.last().found(List.of(peer(2)));
    desk.seconds(10);

    assertThat(broken.told).containsExactly("search");
    assertThat(engine.added).containsExactly(peer(2));
    assertThat(tracker.told).contains("search", "wanted");
  }

  @Test
  void addresses_nobody_can_be_reached_at_are_not_kept() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(torrent);

    desk.session.addPeers(
        id,
        List.of(
            new InetSocketAddress("10.0.0.1", 0),
            new InetSocketAddress("0.0.0.0", 6881),
            new InetSocketAddress("224.0.0.1", 6881),
            InetSocketAddress.createUnresolved("peer.example", 6881),
            peer(1)));
    desk.lane.run();

    assertThat(engine.added).containsExactly(peer(1));
  }

  @Test
  void of_many_peers_the_proven_and_the_newest_are_remembered() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withPeers(List.of(peer(0))));
    engine.connected.put(id, List.of(connection(peer(0), false)));
    engine.shows(id, downloading(0, 1, 3));
    desk.seconds(10);
    FakeSource source = desk.source("tracker", true);

    for (int i = 0; i < 5; i++) {
      source.last().found(peers(1 + 500 * i, 500));
    }
    desk.leaves(engine);
    FakeEngine next = desk.engine();

    assertThat(next.running.get(id).peers())
        .hasSize(PeerMemory.LIMIT)
        .startsWith(peer(0), peer(2500), peer(2499))
        .doesNotContain(peer(1000));
  }

  @Test
  void what_sources_said_last_is_shown_as_long_as_they_search() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    engine.events.get(id).examined();
    desk.lane.run();

    source.last().status("http://tracker.example", "nobody answers");
    source.last().status("udp://tracker.example", "it named 3 peers");
    source.last().status("http://tracker.example", "it named\n2 peers");
    List<SourceStatus> during = desk.session.sources(id);
    desk.ran(desk.session.pause(id));

    assertThat(during)
        .containsExactly(
            new SourceStatus("tracker", "http://tracker.example", "it named?2 peers"),
            new SourceStatus("tracker", "udp://tracker.example", "it named 3 peers"));
    assertThat(desk.session.sources(id)).isEmpty();
  }

  @Test
  void a_source_that_floods_leaves_at_most_one_task_behind() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    engine.shows(id, downloading(0, 1, 3));

    for (int i = 0; i < 1000; i++) {
      source.last().found(peers(0, 10));
      source.last().status("http://tracker.example/" + i, "state");
    }

    assertThat(desk.lane.waiting()).isZero();
  }

  @Test
  void what_becomes_of_torrents_is_published_while_somebody_publishes() throws Exception {
    FakeEngine engine = desk.engine();
    List<String> published = new ArrayList<>();
    EventAdmin admin = new NotingAdmin(published);
    TorrentId unheard = desk.add(torrent(2));
    desk.session.bindEventAdmin(admin);

    TorrentId id = desk.add(AddTorrent.of(magnet(torrent), DOWNLOADS));
    engine.events.get(id).metadata(torrent);
    engine.events.get(id).completed();
    engine.events.get(unheard).halted("no space");
    desk.ran(desk.session.remove(id, Removal.KEEP_DATA));
    desk.session.unbindEventAdmin(admin);
    desk.ran(desk.session.remove(unheard, Removal.KEEP_DATA));

    assertThat(published)
        .containsExactly(
            Topics.ADDED + " " + id,
            Topics.METADATA + " " + id,
            Topics.COMPLETED + " " + id,
            Topics.HALTED + " " + unheard + " no space",
            Topics.REMOVED + " " + id);
  }

  @Test
  void when_the_session_ends_its_torrents_stop_and_its_threads_end() throws Exception {
    FakeEngine engine = desk.engine();
    FakeSource source = desk.source("tracker", true);
    TorrentId id = desk.add(torrent);
    CompletableFuture<TorrentSnapshot> complete = future(desk.session.completion(id));

    desk.session.close();
    desk.lane.run();

    assertThat(engine.running).isEmpty();
    assertThat(source.told).containsExactly("search", "close");
    assertThat(code(complete)).isEqualTo(Code.HALTED);
    assertThat(desk.threadsEnded).isTrue();
  }

  /** Notes events as lines of text. */
  private record NotingAdmin(List<String> published) implements EventAdmin {
    @Override
    public void postEvent(Event event) {
      Object reason = event.getProperty(Topics.REASON);
      published.add(
          event.getTopic()
              + " "
              + event.getProperty(Topics.TORRENT)
              + (reason == null ? "" : " " + reason));
    }

    @Override
    public void sendEvent(Event event) {
      throw new UnsupportedOperationException();
    }
  }

  private static PeerSnapshot connection(InetSocketAddress address, boolean incoming) {
    return new PeerSnapshot(address, "peer", incoming, 1, 0, 0, 0, 0, true, false, false, true);
  }

  private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
    return stage.toCompletableFuture();
  }

  private static Code code(CompletableFuture<?> failed) {
    Throwable thrown = catchThrowable(failed::join);
    assertThat(thrown).hasCauseInstanceOf(SessionException.class);
    return ((SessionException) thrown.getCause()).code();
  }
}
