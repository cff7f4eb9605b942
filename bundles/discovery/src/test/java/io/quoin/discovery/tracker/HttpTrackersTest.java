package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.net.FetchException;
import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.SearchedTorrent.Progress;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpTrackersTest {

  private static final String A = "http://a.example/announce";
  private static final String B = "http://b.example/announce";
  private static final String C = "http://c.example/announce";

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final ScriptedFetcher fetcher = new ScriptedFetcher();
  private final TrackerSource source =
      new TrackerSource(
          new Surroundings(
              scheduler,
              new HttpAnnouncer(fetcher, scheduler),
              (tracker, announce, answered, failed) -> {},
              new Random(1)),
          () -> {});

  @Test
  void a_torrent_is_announced_with_what_bep_3_wants_to_know() {
    search(NotedTorrent.of(A + "?passkey=x%2Fy"));

    assertThat(fetcher.last().uri().toString())
        .startsWith(
            A
                + "?passkey=x%2Fy"
                + "&info_hash=%00%FF%20A~%7F%80%90%A0%B0%C0%D0%E0%F0%01%02%03%04%05%06"
                + "&peer_id=-QN0100-abc%26%25%3D%20%2F%2B%3F%23~"
                + "&port=6881&uploaded=10&downloaded=20&left=30&compact=1&numwant=200&key=")
        .endsWith("&event=started");
    assertThat(fetcher.last().maximumBytes()).isEqualTo(1 << 20);
    assertThat(fetcher.last().insideAllowed()).isFalse();
  }

  @Test
  void compact_peers_of_both_families_are_found() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);

    answer(
        0,
        BDictionary.builder()
            .put("interval", 1800)
            .put("peers", new byte[] {(byte) 192, 0, 2, 1, 0x1a, (byte) 0xe1})
            .put("peers6", v6(1, 6881)));

    assertThat(torrent.found)
        .extracting(InetSocketAddress::toString)
        .containsExactly("/192.0.2.1:6881", "/[2001:db8:0:0:0:0:0:1]:6881");
  }

  @Test
  void listed_peers_are_found_where_they_are_addresses() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);

    answer(
        0,
        BDictionary.builder()
            .put("interval", 1800)
            .put(
                "peers",
                BList.of(
                    peer("192.0.2.1", 1),
                    peer("2001:db8::2", 2),
                    peer("peer.example", 3),
                    peer("192.0.2.4", 70_000),
                    BInteger.of(5))));

    assertThat(torrent.found)
        .extracting(InetSocketAddress::toString)
        .containsExactly("/192.0.2.1:1", "/[2001:db8:0:0:0:0:0:2]:2");
  }

  @Test
  void of_very_many_peers_two_hundred_are_taken() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);
    ByteBuffer peers = ByteBuffer.allocate(6 * 5000);
    IntStream.range(0, 5000).forEach(i -> peers.putInt(0x0a000000 + i).putShort((short) 6881));

    answer(0, BDictionary.builder().put("interval", 1800).put("peers", peers.array()));

    assertThat(torrent.found).hasSize(AnnounceAnswer.PEERS);
  }

  @Test
  void the_tracker_is_told_again_at_its_interval_and_not_before() {
    search(NotedTorrent.of(A));
    answer(0, peers(1800));

    scheduler.passes(Duration.ofSeconds(1799));
    int before = fetcher.count();
    scheduler.passes(Duration.ofSeconds(1));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.count()).isEqualTo(2);
    assertThat(fetcher.parameter(1, "event")).isEmpty();
    assertThat(fetcher.parameter(1, "key")).isEqualTo(fetcher.parameter(0, "key"));
  }

  @Test
  void no_tracker_is_told_more_often_than_the_floor_allows() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, peers(0).put("min interval", 0));

    for (int i = 0; i < 14; i++) {
      scheduler.passes(Duration.ofSeconds(1));
      wanted(search);
    }
    int before = fetcher.count();
    scheduler.passes(Duration.ofSeconds(1));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void a_tracker_that_names_no_minimum_is_left_alone_for_a_minute() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, peers(1800));

    assertAskedAgainAfter(search, 60);
  }

  /** However often more is wanted: not a second sooner. */
  private void assertAskedAgainAfter(PeerSearch search, int seconds) {
    scheduler.passes(Duration.ofSeconds(seconds - 1));
    wanted(search);
    int before = fetcher.count();
    scheduler.passes(Duration.ofSeconds(1));
    wanted(search);

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void more_peers_are_asked_for_as_soon_as_the_minimum_interval_allows() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, peers(1800).put("min interval", 300));

    assertAskedAgainAfter(search, 300);
  }

  @Test
  void a_person_who_searches_now_is_served_when_the_tracker_allows_it_without_asking_again() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, peers(1800).put("min interval", 300));
    scheduler.passes(Duration.ofSeconds(100));

    searchNow(search);
    scheduler.passes(Duration.ofSeconds(199));
    int before = fetcher.count();
    scheduler.passes(Duration.ofSeconds(1));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void a_person_who_searches_now_has_a_tracker_that_failed_tried_at_once() {
    PeerSearch search = search(NotedTorrent.of(A));
    fetcher.fail(0, FetchException.Code.UNREACHABLE);
    scheduler.run();

    searchNow(search);

    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void a_tracker_that_forbade_it_is_not_asked_for_a_person_either() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, BDictionary.builder().put("failure reason", "gone").put("retry in", "never"));

    searchNow(search);
    scheduler.passes(Duration.ofDays(2));

    assertThat(fetcher.count()).isEqualTo(1);
  }

  @Test
  void an_interval_beyond_reason_becomes_a_day() {
    search(NotedTorrent.of(A));
    answer(0, peers(Long.MAX_VALUE));

    scheduler.passes(Duration.ofDays(1));

    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void what_the_tracker_calls_us_is_repeated_to_it() {
    search(NotedTorrent.of(A));
    answer(0, peers(60).put("tracker id", "a b"));

    scheduler.passes(Duration.ofSeconds(60));

    assertThat(fetcher.parameter(0, "trackerid")).isEmpty();
    assertThat(fetcher.parameter(1, "trackerid")).isEqualTo("a+b");
  }

  @Test
  void completion_is_told_at_once_to_a_tracker_that_knows_us() {
    NotedTorrent torrent = NotedTorrent.of(A);
    PeerSearch search = search(torrent);
    answer(0, peers(1800));

    torrent.progress = new Progress(10, 50, 0);
    search.completed();
    scheduler.run();

    assertThat(fetcher.parameter(1, "event")).isEqualTo("completed");
    assertThat(fetcher.parameter(1, "left")).isEqualTo("0");
  }

  @Test
  void completion_during_an_announcement_is_told_right_after_it() {
    PeerSearch search = search(NotedTorrent.of(A));

    search.completed();
    scheduler.run();
    int before = fetcher.count();
    answer(0, peers(1800));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.parameter(1, "event")).isEqualTo("completed");
    answer(1, peers(1800));
    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void good_bye_is_said_to_trackers_that_know_us_and_to_no_others() {
    PeerSearch search = search(NotedTorrent.of(A, B));
    fetcher.fail(0, FetchException.Code.UNREACHABLE);
    scheduler.run();
    answer(1, peers(1800));

    search.close();
    scheduler.run();

    assertThat(fetcher.count()).isEqualTo(3);
    assertThat(fetcher.last().uri().getHost()).isEqualTo("b.example");
    assertThat(fetcher.parameter(2, "event")).isEqualTo("stopped");
    assertThat(fetcher.parameter(2, "numwant")).isEqualTo("0");
    assertThat(fetcher.last().timeout()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void nothing_is_asked_after_the_search_is_closed() {
    PeerSearch search = search(NotedTorrent.of(A));
    answer(0, peers(1800));
    search.close();
    scheduler.run();
    int before = fetcher.count();

    wanted(search);
    search.completed();
    search.close();
    scheduler.passes(Duration.ofDays(1));

    assertThat(fetcher.count()).isEqualTo(before);
  }

  @Test
  void a_tracker_that_answers_after_the_end_is_told_good_bye_too() {
    PeerSearch search = search(NotedTorrent.of(A));
    search.close();
    scheduler.run();

    answer(0, peers(1800));

    assertThat(fetcher.parameter(1, "event")).isEqualTo("stopped");
  }

  @Test
  void within_a_tier_the_one_that_answers_is_asked_first_from_then_on() {
    search(NotedTorrent.of(A + " " + B + " " + C));
    Set<String> failed = new HashSet<>();
    failed.add(fetcher.last().uri().getHost());
    fetcher.fail(0, FetchException.Code.UNREACHABLE);
    scheduler.run();
    failed.add(fetcher.last().uri().getHost());
    fetcher.fail(1, FetchException.Code.TIMEOUT);
    scheduler.run();
    String good = fetcher.last().uri().getHost();
    answer(2, peers(60));

    scheduler.passes(Duration.ofSeconds(60));

    assertThat(failed).hasSize(2).doesNotContain(good);
    assertThat(fetcher.count()).isEqualTo(4);
    assertThat(fetcher.last().uri().getHost()).isEqualTo(good);
  }

  @Test
  void a_tier_is_shuffled() {
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      search(NotedTorrent.of(A + " " + B + " " + C));
      first.add(fetcher.last().uri().getHost());
      answer(fetcher.count() - 1, peers(1800));
    }

    assertThat(first).hasSize(3);
  }

  @Test
  void the_next_tier_is_not_asked_while_the_first_answers() {
    search(NotedTorrent.of(A, B));
    answer(0, peers(1800));

    scheduler.passes(Duration.ofMinutes(29));

    assertThat(fetcher.asked)
        .extracting(request -> request.uri().getHost())
        .containsExactly("a.example");
  }

  @Test
  void a_tier_that_keeps_us_waiting_is_joined_by_the_next() {
    search(NotedTorrent.of(A, B));

    scheduler.passes(Duration.ofMillis(4999));
    int before = fetcher.count();
    scheduler.passes(Duration.ofMillis(1));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.last().uri().getHost()).isEqualTo("b.example");
  }

  @Test
  void further_tiers_are_asked_when_more_peers_are_wanted_than_the_first_knows() {
    PeerSearch search = search(NotedTorrent.of(A, B));
    answer(0, peers(1800));

    wanted(search);

    assertThat(fetcher.last().uri().getHost()).isEqualTo("b.example");
  }

  @Test
  void a_tier_that_fails_is_tried_again_later_and_later() {
    NotedTorrent torrent = NotedTorrent.of(A);
    PeerSearch search = search(torrent);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      fetcher.fail(i, FetchException.Code.UNREACHABLE);
      scheduler.run();
      long seconds = 0;
      while (fetcher.count() == i + 1) {
        scheduler.passes(Duration.ofSeconds(1));
        wanted(search);
        seconds++;
      }
      pauses.add(seconds);
    }

    assertThat(pauses.get(0)).isBetween(8L, 12L);
    assertThat(pauses.get(3)).isBetween(64L, 97L);
    assertThat(pauses.get(11)).isBetween(1440L, 2161L);
    assertThat(torrent.statuses.get("http://a.example")).contains("nobody answers");
  }

  @Test
  void after_a_success_the_next_failure_starts_from_the_beginning() {
    search(NotedTorrent.of(A));
    fetcher.fail(0, FetchException.Code.UNREACHABLE);
    scheduler.passes(Duration.ofSeconds(13));
    fetcher.fail(1, FetchException.Code.UNREACHABLE);
    scheduler.passes(Duration.ofSeconds(25));
    answer(2, peers(60));
    scheduler.passes(Duration.ofSeconds(60));
    fetcher.fail(3, FetchException.Code.UNREACHABLE);
    scheduler.run();

    scheduler.passes(Duration.ofSeconds(13));

    assertThat(fetcher.count()).isEqualTo(5);
    assertThat(fetcher.parameter(4, "event")).isEmpty();
  }

  @Test
  void a_refusal_is_shown_in_the_trackers_words_without_the_users_key() {
    NotedTorrent torrent = NotedTorrent.of("https://t.example:8443/secretkey/announce?k=secret");
    search(torrent);

    answer(0, BDictionary.builder().put("failure reason", "torrent not registered"));

    assertThat(torrent.statuses.keySet()).containsExactly("https://t.example:8443");
    assertThat(torrent.statuses.get("https://t.example:8443"))
        .contains("torrent not registered")
        .doesNotContain("secret");
  }

  @Test
  void a_failure_does_not_show_the_url_that_failed() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);

    fetcher.fail(0, FetchException.Code.PROTOCOL);
    scheduler.run();

    assertThat(torrent.statuses.values()).noneMatch(status -> status.contains("passkey"));
  }

  @Test
  void a_tracker_that_says_never_is_not_asked_again() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);
    answer(0, BDictionary.builder().put("failure reason", "go away").put("retry in", "never"));

    scheduler.passes(Duration.ofDays(365));

    assertThat(fetcher.count()).isEqualTo(1);
    assertThat(torrent.statuses.get("http://a.example")).contains("not asked again");
  }

  @Test
  void a_tracker_that_names_a_time_is_asked_again_then() {
    search(NotedTorrent.of(A));
    answer(0, BDictionary.builder().put("failure reason", "busy").put("retry in", 5));

    scheduler.passes(Duration.ofSeconds(299));
    int before = fetcher.count();
    scheduler.passes(Duration.ofSeconds(1));

    assertThat(before).isEqualTo(1);
    assertThat(fetcher.count()).isEqualTo(2);
  }

  @Test
  void a_warning_is_shown() {
    NotedTorrent torrent = NotedTorrent.of(A);
    search(torrent);

    answer(0, peers(1800).put("warning message", "update your client"));

    assertThat(torrent.statuses.get("http://a.example")).contains("update your client");
  }

  @Test
  void an_http_error_is_a_failure_whose_reason_is_read_if_there_is_one() {
    NotedTorrent torrent = NotedTorrent.of(A, B);
    search(torrent);
    fetcher.answer(0, 503, "sorry".getBytes(UTF_8));
    scheduler.run();
    fetcher.answer(1, 403, "d14:failure reason6:bannede".getBytes(UTF_8));
    scheduler.run();

    assertThat(torrent.statuses.get("http://a.example")).contains("503");
    assertThat(torrent.statuses.get("http://b.example")).contains("banned");
  }

  @Test
  void unknown_remains_are_told_as_some() {
    NotedTorrent torrent = NotedTorrent.of(A);
    torrent.progress = new Progress(0, 0, Long.MAX_VALUE);

    search(torrent);

    assertThat(fetcher.parameter(0, "left")).isEqualTo("16384");
  }

  @Test
  void an_engine_that_does_not_listen_yet_is_waited_for_a_moment() {
    NotedTorrent torrent = NotedTorrent.of(A);
    torrent.port = 0;
    search(torrent);
    scheduler.passes(Duration.ofMillis(500));
    int before = fetcher.count();

    torrent.port = 7000;
    scheduler.passes(Duration.ofMillis(250));

    assertThat(before).isZero();
    assertThat(fetcher.parameter(0, "port")).isEqualTo("7000");
  }

  @Test
  void an_engine_that_never_listens_announces_all_the_same() {
    NotedTorrent torrent = NotedTorrent.of(A);
    torrent.port = 0;
    search(torrent);

    scheduler.passes(Duration.ofSeconds(2));

    assertThat(fetcher.parameter(0, "port")).isEqualTo("0");
  }

  @Test
  void trackers_at_home_may_be_asked_if_their_address_says_that_they_are() {
    search(
        NotedTorrent.of(
            "http://192.168.1.5:6969/announce",
            "http://localhost/announce.php?x=1",
            "http://[::1]:1/announce"));
    scheduler.passes(Duration.ofSeconds(11));

    assertThat(fetcher.asked)
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.insideAllowed()).isTrue());
  }

  @Test
  void a_torrent_cannot_make_other_services_at_home_do_things() {
    NotedTorrent torrent =
        NotedTorrent.of(
            "http://192.168.1.1/reboot?now=1",
            "http://127.0.0.1:9091/transmission/rpc",
            "file:///etc/passwd",
            "udp://tracker.example",
            "http://tracker.example:0/announce");

    search(torrent);
    scheduler.passes(Duration.ofMinutes(1));

    assertThat(fetcher.asked).isEmpty();
    assertThat(torrent.statuses.values()).allMatch(text -> text.contains("no tracker's address"));
  }

  @Test
  void of_very_many_trackers_only_so_many_are_used() {
    List<List<URI>> tiers =
        IntStream.range(0, 500)
            .mapToObj(i -> List.of(URI.create("http://t" + i + ".example/announce")))
            .toList();
    search(new NotedTorrent(tiers));

    scheduler.passes(Duration.ofMinutes(20));

    assertThat(fetcher.asked)
        .extracting(request -> request.uri().getHost())
        .doesNotHaveDuplicates()
        .hasSize(TorrentTrackers.TRACKERS);
  }

  @Test
  void of_very_many_torrents_so_many_are_announced_at_once_and_the_others_in_turn() {
    for (int i = 0; i < 100; i++) {
      search(NotedTorrent.of(A));
    }
    int atOnce = fetcher.count();

    for (int i = 0; i < 100; i++) {
      answer(i, peers(1800));
    }

    assertThat(atOnce).isEqualTo(Surroundings.AT_ONCE);
    assertThat(fetcher.count()).isEqualTo(100);
  }

  @Test
  void beyond_the_bound_on_torrents_a_torrent_is_told_that_it_is_not_announced() {
    for (int i = 0; i < TrackerSource.TORRENTS; i++) {
      source.search(NotedTorrent.of());
    }
    NotedTorrent torrent = NotedTorrent.of(A);

    search(torrent);

    assertThat(fetcher.asked).isEmpty();
    assertThat(torrent.statuses.values()).anyMatch(text -> text.contains("10000"));
  }

  @Test
  void when_discovery_ends_every_tracker_is_told_good_bye() {
    search(NotedTorrent.of(A));
    search(NotedTorrent.of(B));
    answer(0, peers(1800));
    answer(1, peers(1800));

    source.close();
    scheduler.run();

    assertThat(List.of(fetcher.parameter(2, "event"), fetcher.parameter(3, "event")))
        .containsOnly("stopped");
  }

  private PeerSearch search(NotedTorrent torrent) {
    PeerSearch search = source.search(torrent);
    scheduler.run();
    return search;
  }

  private void wanted(PeerSearch search) {
    search.wanted();
    scheduler.run();
  }

  private void searchNow(PeerSearch search) {
    search.searchNow();
    scheduler.run();
  }

  private void answer(int index, BDictionary.Builder body) {
    fetcher.answer(index, body);
    scheduler.run();
  }

  private static BDictionary.Builder peers(long interval) {
    return BDictionary.builder().put("interval", interval).put("peers", new byte[0]);
  }

  private static BDictionary peer(String ip, int port) {
    return BDictionary.builder().put("ip", ip).put("port", port).build();
  }

  private static byte[] v6(int last, int port) {
    return ByteBuffer.allocate(18)
        .putLong(0x20010db800000000L)
        .putLong(last)
        .putShort((short) port)
        .array();
  }
}
