package io.quoin.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.api.pieces.PieceMemory;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** What Gogo gets out of the commands that show something. */
final class ViewsTest {

  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  private static final String AGAIN = "\r\u001b[K";

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private final FakeSession torrents = new FakeSession();
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private CommandProcessorImpl gogo;
  private CommandSession shell;

  @BeforeEach
  void start() {
    streams.start();
    gogo = new CommandProcessorImpl(streams);
    shell =
        gogo.createSession(
            InputStream.nullInputStream(),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            OutputStream.nullOutputStream());
    offer("peer", new PeerViews(torrents), "list", "sources");
    offer("torrent", new TorrentProgress(torrents), "progress");
    offer("peer", new PeerCommands(torrents), "add");
  }

  @AfterEach
  void stop() {
    shell.close();
    gogo.stop();
    streams.stop();
  }

  @Test
  void a_peer_is_shown_with_what_it_does() throws Exception {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));
    torrents.peers.add(peer("192.0.2.7", "Otter 1.0"));

    String shown = run("peer:list 0123");

    assertThat(shown)
        .isEqualTo(
            """
            ADDRESS         FLAGS  HAS     DOWN       UP     RECEIVED  SENT  CLIENT
            192.0.2.7:6881  DuI    50.0 %  1.0 KiB/s  0 B/s  3.0 MiB   12 B  Otter 1.0
            """);
  }

  @Test
  void a_table_is_cut_at_the_terminals_width() throws Exception {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));
    torrents.peers.add(peer("192.0.2.7", "Otter 1.0"));
    shell.put("COLUMNS", 30);

    assertThat(run("peer:list 0123").lines())
        .containsExactly("ADDRESS         FLAGS  HAS ...", "192.0.2.7:6881  DuI    50.0...");
  }

  @Test
  void what_a_stranger_calls_itself_moves_no_cursor() throws Exception {
    String hostile = "a\u001b[2J\u009b31m\u202eb\n\"c";
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));
    torrents.peers.add(peer("2001:db8::7", hostile));

    String shown = run("peer:list 0123");
    String json = run("peer:list --json 0123");
    String sources = run("peer:sources 0123");

    assertThat(shown).contains("[2001:db8:0:0:0:0:0:7]:6881").contains("a?[2J?31m?b?\"c\n");
    assertThat(shown.lines()).hasSize(2);
    assertThat(json.strip()).matches("\\p{Print}+");
    assertThat(peers(json).get("client").getAsString()).isEqualTo(hostile);
    assertThat(sources).contains("42 peers?[2J");
  }

  private static JsonObject peers(String json) {
    return JsonParser.parseString(json)
        .getAsJsonObject()
        .getAsJsonArray("peers")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void addresses_reach_the_session() throws Exception {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));

    run("peer:add 0123 192.0.2.7:6881 '[2001:db8::7]:51413'");

    assertThat(torrents.given)
        .containsExactly(
            new InetSocketAddress("192.0.2.7", 6881), new InetSocketAddress("2001:db8::7", 51413));
  }

  @Test
  void what_is_no_address_is_refused_and_none_is_given() {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));

    for (String bad :
        new String[] {
          "tracker.example:80", "192.0.2.7", "192.0.2.7:0", "192.0.2.7:65536", "::1:80"
        }) {
      assertThatThrownBy(() -> run("peer:add 0123 192.0.2.8:1 '" + bad + "'"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + bad + "' is no address of a peer");
    }
    assertThat(torrents.given).isEmpty();
  }

  @Test
  void a_torrent_that_is_not_there_is_named() {
    assertThatThrownBy(() -> run("peer:list ff"))
        .isInstanceOf(IOException.class)
        .hasMessage("no torrent has an id that starts with 'ff'; see torrent:list");
  }

  @Test
  void progress_is_drawn_in_place_until_the_torrent_is_complete() throws Exception {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));
    torrents.looked = () -> torrents.torrents.set(0, torrent(TorrentState.SEEDING, "", 10));
    shell.put("COLUMNS", 60);

    run("torrent:progress 0123");

    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            AGAIN
                + "[############............]  50.0 %  0 B/s down  0 B/s up  1"
                + AGAIN
                + "[########################] 100.0 %  0 B/s down  0 B/s up  1\n");
  }

  @Test
  void progress_ends_with_why_there_is_none() {
    torrents.torrents.add(torrent(TorrentState.HALTED, "the disk is full"));
    assertThatThrownBy(() -> run("torrent:progress 0123"))
        .isInstanceOf(IOException.class)
        .hasMessage("it is halted: the disk is full");

    torrents.torrents.set(0, torrent(TorrentState.DOWNLOADING, ""));
    torrents.looked = torrents.torrents::clear;
    assertThatThrownBy(() -> run("torrent:progress 0123"))
        .isInstanceOf(IOException.class)
        .hasMessage("the torrent " + ID + " was removed");
  }

  @Test
  void storage_is_shown_by_directory() throws Exception {
    torrents.torrents.add(torrent(TorrentState.DOWNLOADING, ""));
    torrents.torrents.add(torrent(TorrentState.SEEDING, ""));
    offer(
        "storage",
        new StorageViews(torrents, () -> new PieceMemory.Usage(64 << 20, 1 << 20, 2 << 20)),
        "list",
        "memory");

    JsonObject directory =
        JsonParser.parseString(run("storage:list --json"))
            .getAsJsonObject()
            .getAsJsonArray("directories")
            .get(0)
            .getAsJsonObject();

    assertThat(directory.get("torrents").getAsInt()).isEqualTo(2);
    assertThat(directory.get("verifiedBytes").getAsLong()).isEqualTo(1000);
    assertThat(directory.get("missingBytes").getAsLong()).isEqualTo(1000);
    assertThat(directory.get("freeBytes").getAsLong()).isNotNegative();
    assertThat(directory.get("directory").getAsString()).startsWith(folder.toString());
    assertThat(run("storage:memory"))
        .isEqualTo("TAKEN    MOST SO FAR  BUDGET\n1.0 MiB  2.0 MiB      64.0 MiB\n");
  }

  @Test
  void health_names_what_is_wrong_first() throws Exception {
    Watchers watchers = new Watchers();
    offer("system", new HealthViews(watchers), "health");
    watchers.bindHealth(
        () ->
            new HealthReport(
                List.of(
                    new HealthAnswer(
                        "peers", HealthConcern.READINESS, HealthFinding.ok("peers can connect")),
                    new HealthAnswer(
                        "plugins",
                        HealthConcern.READINESS,
                        HealthFinding.warning("tracker has failed\u001b[2J", "update it")))));

    assertThat(run("system:health"))
        .isEqualTo(
            """
            CHECK    STATUS   WHAT
            plugins  warning  tracker has failed?[2J; update it
            peers    ok       peers can connect
            """);
    JsonObject json = JsonParser.parseString(run("system:health --json")).getAsJsonObject();
    assertThat(json.get("status").getAsString()).isEqualTo("warning");
    assertThat(json.getAsJsonArray("checks")).hasSize(2);
  }

  @Test
  void numbers_are_listed_with_what_they_mean_and_who_has_none() throws Exception {
    Watchers watchers = new Watchers();
    offer("system", new HealthViews(watchers), "metrics");
    watchers.bindMetrics(
        () ->
            List.of(
                new MetricReading(
                    "session",
                    "",
                    List.of(
                        Metric.gauge("taken", MetricUnit.BYTES, "Payload taken", 1L << 40),
                        new Metric(
                            "torrents",
                            MetricKind.GAUGE,
                            MetricUnit.NONE,
                            "Torrents by state",
                            List.of(Sample.of(0.5, "state", "seeding")))),
                    0),
                new MetricReading("tracker", "it threw", List.of(), 0)));

    assertThat(run("system:metrics"))
        .isEqualTo(
            """
            METRIC                                 VALUE          WHAT
            quoin_session_taken_bytes              1099511627776  Payload taken
            quoin_session_torrents{state=seeding}  0.5            Torrents by state
            tracker                                -              it threw
            """);
    assertThat(run("system:metrics tracker")).doesNotContain("session");
    assertThat(JsonParser.parseString(run("system:metrics --json")).getAsJsonObject().keySet())
        .containsExactly("numbers", "missing");
    assertThatThrownBy(() -> run("system:metrics nonsense"))
        .isInstanceOf(IOException.class)
        .hasMessage("no source is called nonsense");
  }

  @Test
  void without_anybody_who_asks_one_line_says_so() {
    offer("system", new HealthViews(new Watchers()), "health", "metrics");

    for (String command : new String[] {"health", "metrics"}) {
      assertThatThrownBy(() -> run("system:" + command))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("start the bundle io.quoin.control");
    }
  }

  @Test
  void the_machine_under_it_is_shown() throws Exception {
    offer("system", new SystemViews(torrents, new FakePlugins()), "info", "threads", "memory");
    torrents.listening.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6881));

    assertThat(run("system:info")).contains("127.0.0.1:6881").contains("java ");
    assertThat(run("system:threads")).contains(Thread.currentThread().getName());
    assertThat(run("system:memory")).contains("\nheap ").contains("\nbuffers direct ");
  }

  @Test
  void without_a_wallet_one_line_says_so() {
    offer("wallet", new WalletViews(new Books()), "address", "balance", "history");

    for (String command : new String[] {"address", "balance", "history"}) {
      assertThatThrownBy(() -> run("wallet:" + command))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("no wallet is open on this platform; make one with")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void incentives_come_by_ranking_and_go() {
    IncentiveOffers offers = new IncentiveOffers();
    offers.bindOffer(offered(1, "ratio", 0));
    offers.bindOffer(offered(2, "btt", 100));
    offers.bindOffer(offered(3, "gone", 7));
    offers.unbindOffer(offered(3, "gone", 7));

    assertThat(offers.all())
        .containsExactly(
            new IncentiveOffers.Offer("btt", 100), new IncentiveOffers.Offer("ratio", 0));
  }

  private static Map<String, Object> offered(long service, String id, int ranking) {
    return Map.of(
        Constants.SERVICE_ID,
        service,
        IncentiveProvider.ID,
        id,
        Constants.SERVICE_RANKING,
        ranking);
  }

  private void offer(String scope, Object commands, String... functions) {
    for (String function : functions) {
      gogo.addCommand(scope, commands, function);
    }
  }

  private String run(String line) throws Exception {
    return String.valueOf(shell.execute(line));
  }

  private TorrentSnapshot torrent(TorrentState state, String reason) {
    return torrent(state, reason, 5);
  }

  private TorrentSnapshot torrent(TorrentState state, String reason, int verified) {
    TorrentId id = new TorrentId(InfoHash.ofHex(ID));
    return new TorrentSnapshot(
        id,
        "otters",
        state,
        reason,
        folder,
        1000,
        verified * 100L,
        1000,
        1000 - verified * 100L,
        0,
        0,
        0,
        0,
        0,
        10,
        verified,
        0,
        1,
        0,
        Optional.empty());
  }

  private static PeerSnapshot peer(String host, String client) {
    return new PeerSnapshot(
        new InetSocketAddress(host, 6881),
        client,
        true,
        5,
        3 << 20,
        12,
        1024,
        0,
        true,
        false,
        true,
        true);
  }
}
