package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.health.Health;
import io.quoin.api.health.HealthReport;
import io.quoin.api.health.HealthStatus;
import io.quoin.api.journal.Payments;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.Metrics;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole platform tells of itself to machines, and what docs/operators.md says of that. */
@Tag("in-container")
class WatchingTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*)$");
  private static final Leftovers LEFTOVERS = new Leftovers();

  @TempDir static Path temporary;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.incentive.btt", Map.of("earn", true))
            .configure("io.quoin.control", Map.of("port", 0))
            .framework(LEFTOVERS.watching(new FrameworkFactory()))
            .start();
    LEFTOVERS.watchBundles();
    platform.service(Payments.class, SOON);
  }

  @AfterAll
  static void end() throws Exception {
    platform.close();
    platform = null;
    LEFTOVERS.assertNone(SOON);
  }

  @Test
  void every_source_answers_with_the_metrics_that_the_document_names() throws Exception {
    Metrics metrics = platform.service(Metrics.class, SOON);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(metrics.read())
                    .extracting(MetricReading::source)
                    .containsExactly(
                        "btt",
                        "installer",
                        "journal",
                        "ledger",
                        "protocol",
                        "session",
                        "shell",
                        "storage"));

    List<MetricReading> readings = metrics.read();

    assertThat(readings).allMatch(MetricReading::up).allMatch(reading -> reading.dropped() == 0);
    assertThat(Document.all(ROW, Document.named("operators.md").section("Metrics")))
        .isEqualTo(rows(readings));
  }

  private static List<String> rows(List<MetricReading> readings) {
    Map<String, String> rows = new TreeMap<>();
    for (MetricReading reading : readings) {
      reading
          .metrics()
          .forEach(metric -> rows.put(metric.exposedAs(reading.source()), row(metric)));
    }
    return rows.entrySet().stream()
        .map(row -> "| `" + row.getKey() + "` | " + row.getValue() + " |")
        .toList();
  }

  private static String row(Metric metric) {
    String labels =
        metric.samples().isEmpty()
            ? ""
            : String.join(", ", metric.samples().get(0).labels().keySet());
    return labels + " | " + metric.help();
  }

  @Test
  void every_check_is_well_and_the_document_names_it() throws Exception {
    Health health = platform.service(Health.class, SOON);

    await().atMost(SOON).until(() -> health.ask().status() == HealthStatus.OK);

    HealthReport report = health.ask();
    assertThat(
            Document.all(ROW, Document.named("operators.md").section("Health")).stream()
                .map(row -> row.replaceAll("^\\| `([a-z]+)` \\| ([a-z]+) .*", "$1 $2")))
        .containsExactlyElementsOf(
            report.answers().stream()
                .map(answer -> answer.name() + " " + answer.concern())
                .toList());
  }

  @Test
  void scrapers_and_orchestrators_are_answered_over_http() throws Exception {
    assertThat(get("/metrics").text())
        .contains("quoin_source_up{source=\"session\"} 1.0")
        .contains("\nquoin_session_torrents{state=\"seeding\"} 0.0\n")
        .contains("\njvm_memory_used_bytes{area=\"heap\"} ")
        .doesNotContain("quoin_source_up{source=\"session\"} 0.0");
    assertThat(get("/health/live").status()).isEqualTo(200);
    assertThat(get("/health").text()).contains("\"name\":\"peers\"");
    assertThat(get("/api/v1/plugins").text()).contains("\"id\":\"incentive-btt\"");
    assertThat(get("/api/v1/ledger").text()).contains("\"decimals\":");
    assertThat(get("/api/v1/wallet").text()).contains("\"underWay\":0");
    assertThat(get("/api/v1/nothing").status()).isEqualTo(404);
  }

  @Test
  void who_follows_is_told_of_a_torrent_that_comes_and_goes() throws Exception {
    Session session = platform.service(Session.class, SOON);
    HttpURLConnection connection = open("/api/v1/events");
    connection.setReadTimeout((int) SOON.toMillis());
    List<TorrentId> added = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(":");
      CompletableFuture<String> came = CompletableFuture.supplyAsync(() -> after(lines, "torrent"));
      // What was there at the first look is not told of.
      await()
          .atMost(SOON)
          .until(() -> added.add(session.add(magnet(added.size()))) && came.isDone());
      CompletableFuture<String> went =
          CompletableFuture.supplyAsync(() -> after(lines, "\"removed\""));
      for (TorrentId id : added) {
        session.remove(id, Session.Removal.FORGET);
      }

      assertThat(came.get()).contains("\"added\"");
      assertThat(added).extracting(TorrentId::toString).anyMatch(came.get()::contains);
      assertThat(added)
          .extracting(TorrentId::toString)
          .anyMatch(went.get(SOON.toSeconds(), TimeUnit.SECONDS)::contains);
    } finally {
      connection.disconnect();
    }
  }

  private static AddTorrent magnet(int number) throws MetainfoException {
    return AddTorrent.of(
            Magnet.parse(String.format("magnet:?xt=urn:btih:%040x", number + 1)),
            temporary.resolve("torrents"))
        .withPaused(true);
  }

  /** The next line of data that has a text, or comes after one that has it. */
  private static String after(BufferedReader lines, String text) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ") && line.contains(text)) {
          return line;
        }
        if (line.startsWith("event: ") && line.contains(text)) {
          return lines.readLine();
        }
      }
      throw new AssertionError("the stream has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(int status, String text) {}

  private static Answer get(String path) throws IOException {
    HttpURLConnection connection = open(path);
    try {
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } finally {
      connection.disconnect();
    }
  }

  private static HttpURLConnection open(String path) throws IOException {
    Path address = temporary.resolve("data/io.quoin.control/address");
    await().atMost(SOON).until(() -> Files.exists(address));
    URI uri = URI.create(Files.readString(address).strip() + path.substring(1));
    return (HttpURLConnection) uri.toURL().openConnection();
  }
}
