package io.quoin.control.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SeedSettings.Whose;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every verb of {@code transmission-remote}, the client of Debian's package transmission-cli, over
 * a plain server that does no more than to carry calls.
 */
@Tag("clients")
class TransmissionRemoteTest {

  private static final Path PROGRAM = Path.of("/usr/bin/transmission-remote");
  private static final String SESSION_ID = "a-session";
  private static final TorrentId ID = TorrentId.of(Caller.torrent(1).infoHashes());

  @TempDir private Path folder;

  private Caller caller;
  private HttpServer server;
  private Path torrentFile;

  @BeforeEach
  void serve() throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not there: install transmission-cli");
    caller = new Caller(folder.resolve("data"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/transmission/rpc", this::carry);
    server.start();
    torrentFile = Files.write(folder.resolve("one.torrent"), Caller.bytes(1));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void carry(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!SESSION_ID.equals(exchange.getRequestHeaders().getFirst("X-Transmission-Session-Id"))) {
        exchange.getResponseHeaders().add("X-Transmission-Session-Id", SESSION_ID);
        exchange.sendResponseHeaders(409, -1);
        return;
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.writeBytes(caller.answer(exchange.getRequestBody().readAllBytes()).getBytes(UTF_8));
      exchange.sendResponseHeaders(200, answer.size());
      exchange.getResponseBody().write(answer.toByteArray());
    }
  }

  private String remote(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), "127.0.0.1:" + server.getAddress().getPort()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private void succeeds(String... words) throws Exception {
    assertThat(remote(words)).as(String.join(" ", words)).contains("responded: \"success\"");
  }

  private static PeerSnapshot peer(long download, long upload) {
    return new PeerSnapshot(
        new InetSocketAddress("192.0.2.7", 51413),
        "Transmission 4.0.6",
        false,
        3,
        0,
        0,
        download,
        upload,
        true,
        false,
        true,
        false);
  }

  private RegisteredTorrent torrent() {
    return caller.session.registered(ID).orElseThrow();
  }

  private void added() throws Exception {
    succeeds("-a", torrentFile.toString());
  }

  @Test
  void a_torrent_is_added_to_its_directory_and_paused_if_the_session_says_so() throws Exception {
    String place = folder.resolve("place").toString();

    succeeds("--start-paused");
    succeeds("-a", torrentFile.toString(), "-w", place);

    assertThat(torrent().snapshot().state()).isEqualTo(TorrentState.PAUSED);
    assertThat(torrent().snapshot().directory()).isEqualTo(Path.of(place));
  }

  @Test
  void a_magnet_is_added() throws Exception {
    succeeds("-a", "magnet:?xt=urn:btih:" + ID);

    assertThat(caller.session.ids()).containsExactly(ID);
  }

  @Test
  void torrents_are_listed_with_their_sums() throws Exception {
    added();
    caller.engine.snapshots.put(
        ID, StandInEngine.swarm(TorrentState.DOWNLOADING, caller.engine.running.get(ID), 2, 8192));

    caller.engine.peers = List.of(peer(2000, 0));

    assertThat(remote("-l"))
        .contains("66%")
        .contains("Downloading")
        .contains("torrent-1")
        .contains("Sum:");
  }

  @Test
  void everything_about_a_torrent_is_shown() throws Exception {
    added();
    caller.engine.snapshots.put(
        ID, StandInEngine.swarm(TorrentState.SEEDING, caller.engine.running.get(ID), 3, 8192));
    caller.engine.pieces.put(
        ID, new PieceMap(3, BitSet.valueOf(new long[] {0b111}), new int[] {1, 1, 1}));

    caller.engine.peers = List.of(peer(0, 1000));

    assertThat(remote("-t", "1", "-i"))
        .contains("Name: torrent-1")
        .contains("Hash: " + ID)
        .contains("State: Seeding")
        .contains("Percent Done: 100%")
        .contains("Piece Count: 3")
        .contains("Comment: a comment");
    assertThat(remote("-t", "1", "-if"))
        .contains("torrent-1 (3 files)")
        .contains("100% Normal   Yes")
        .contains("torrent-1/file0.mkv");
    assertThat(remote("-t", "1", "-it")).contains("Tracker 0: http://tracker.example.org:8080");
    assertThat(remote("-t", "1", "-ic")).contains("111");
    assertThat(remote("-t", ID.toString(), "-ip")).contains("Address");
  }

  @Test
  void torrents_are_stopped_started_verified_and_announced() throws Exception {
    added();

    succeeds("-t", "1", "-S");
    assertThat(caller.engine.running).isEmpty();
    succeeds("-t", "1", "-s");
    assertThat(caller.engine.running).containsKey(ID);
    succeeds("-t", "all", "-v");
    succeeds("-t", "1", "--reannounce");
  }

  @Test
  void a_torrent_is_removed() throws Exception {
    added();

    succeeds("-t", "1", "-r");

    assertThat(caller.session.ids()).isEmpty();
  }

  @Test
  void files_are_chosen_and_given_priorities() throws Exception {
    added();

    succeeds("-t", "1", "-G", "all");
    succeeds("-t", "1", "-g", "1,2");
    succeeds("-t", "1", "-ph", "1");
    succeeds("-t", "1", "-pl", "2");

    assertThat(torrent().settings().selection())
        .satisfies(
            selection -> {
              assertThat(selection.unwanted()).containsExactly(0);
              assertThat(selection.priority(1)).isEqualTo(Priority.HIGH);
              assertThat(selection.priority(2)).isEqualTo(Priority.LOW);
            });
    succeeds("-t", "1", "-pn", "all");
    assertThat(torrent().settings().selection().priorities()).isEmpty();
  }

  @Test
  void limits_of_a_torrent_are_set_and_lifted() throws Exception {
    added();

    succeeds("-t", "1", "-d", "50");
    succeeds("-t", "1", "-u", "40");
    succeeds("-t", "1", "-pr", "17");
    succeeds("-t", "1", "-Bh");
    assertThat(torrent().settings().transfer().limits())
        .satisfies(
            limits -> {
              assertThat(limits.downloadRate()).isEqualTo(50_000);
              assertThat(limits.uploadRate()).isEqualTo(40_000);
              assertThat(limits.connections()).isEqualTo(17);
            });
    assertThat(torrent().settings().transfer().priority()).isEqualTo(Priority.HIGH);
    succeeds("-t", "1", "-D");
    succeeds("-t", "1", "-U");
    succeeds("-t", "1", "-Bn");
    assertThat(torrent().settings().transfer().download().on()).isFalse();
    assertThat(torrent().settings().transfer().upload().on()).isFalse();
  }

  @Test
  void a_torrent_gets_a_ratio_of_its_own_none_or_the_sessions() throws Exception {
    added();

    succeeds("-t", "1", "-sr", "1.5");
    assertThat(torrent().settings().seeding().ratioRule()).isEqualTo(Whose.OWN);
    assertThat(torrent().settings().seeding().ratio()).isEqualTo(1.5);
    succeeds("-t", "1", "-SR");
    assertThat(torrent().settings().seeding().ratioRule()).isEqualTo(Whose.NOBODY);
    succeeds("-t", "1", "-srd");
    assertThat(torrent().settings().seeding().ratioRule()).isEqualTo(Whose.SESSION);
  }

  @Test
  void trackers_and_labels_are_changed() throws Exception {
    added();

    succeeds("-t", "1", "-td", "http://new.example/announce");
    succeeds("-t", "1", "-tr", "0");
    succeeds("-t", "1", "-L", "a,b");

    assertThat(torrent().settings().trackers().orElseThrow())
        .hasSize(2)
        .last()
        .asString()
        .contains("new.example");
    assertThat(torrent().settings().labels()).containsExactly("a", "b");
  }

  @Test
  void a_torrents_data_is_looked_for_elsewhere() throws Exception {
    added();

    succeeds("-t", "1", "--find", folder.resolve("found").toString());

    assertThat(torrent().snapshot().directory()).isEqualTo(folder.resolve("found"));
    assertThat(remote("-t", "1", "--move", folder.resolve("moved").toString()))
        .contains("storage provider");
  }

  @Test
  void the_sessions_settings_are_changed_and_shown() throws Exception {
    succeeds("-d", "500");
    succeeds("-u", "400");
    succeeds("-as");
    succeeds("-asd", "30");
    succeeds("-asu", "20");
    succeeds("--alt-speed-scheduler");
    succeeds("--alt-speed-time-begin", "0100");
    succeeds("--alt-speed-time-end", "2000");
    succeeds("--alt-speed-days", "2,3");
    succeeds("-gsr", "2.5");
    succeeds("-w", folder.resolve("usual").toString());

    assertThat(caller.session.settings())
        .satisfies(
            settings -> {
              assertThat(settings.download().rate()).isEqualTo(500_000);
              assertThat(settings.upload().rate()).isEqualTo(400_000);
              assertThat(settings.alternative().download()).isEqualTo(30_000);
              assertThat(settings.alternative().upload()).isEqualTo(20_000);
              assertThat(settings.alternative().schedule().begin()).isEqualTo(60);
              assertThat(settings.alternative().schedule().end()).isEqualTo(1200);
              assertThat(settings.alternative().schedule().days())
                  .containsOnly(DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY);
              assertThat(settings.seeding().ratio()).isEqualTo(2.5);
              assertThat(settings.added().directory()).isEqualTo(folder.resolve("usual"));
            });
    assertThat(remote("-si"))
        .contains("Quoin")
        .contains("RPC version: 18")
        .contains("Download directory: " + folder.resolve("usual"))
        .contains("Default seed ratio limit: 2.5");
    assertThat(remote("-st")).contains("CURRENT SESSION").contains("TOTAL");
  }

  @Test
  void limits_of_the_session_are_lifted() throws Exception {
    succeeds("-D");
    succeeds("-U");
    succeeds("-AS");
    succeeds("-GSR");
    succeeds("--no-alt-speed-scheduler");

    assertThat(caller.session.settings().seeding().ratioOn()).isFalse();
  }

  @Test
  void what_is_not_there_is_answered_with_the_reason() throws Exception {
    assertThat(remote("--port-test")).contains("nobody outside");
    assertThat(remote("--blocklist-update")).contains("plugins");
    assertThat(remote("-er")).contains("cannot be changed here");
    assertThat(remote("-o")).contains("cannot be changed here");
  }

  @Test
  void what_is_off_already_may_be_switched_off() throws Exception {
    succeeds("-O");
    succeeds("-X");
    succeeds("-M");
    succeeds("--no-lpd");
    succeeds("--no-utp");
    succeeds("-et");
  }

  @Test
  void the_platform_is_ended() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    caller.shutdown = Optional.of(requests::incrementAndGet);

    succeeds("--exit");

    assertThat(requests).hasValue(1);
  }

  @Test
  void the_recheck_of_a_torrent_is_listed() throws Exception {
    added();
    caller.engine.snapshots.put(
        ID, StandInEngine.swarm(TorrentState.CHECKING, caller.engine.running.get(ID), 0, 0));
    caller.hand.sleeps(Duration.ofSeconds(1));

    assertThat(remote("-l")).contains("Verifying");
  }
}
