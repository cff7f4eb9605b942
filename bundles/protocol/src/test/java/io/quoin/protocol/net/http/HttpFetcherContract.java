package io.quoin.protocol.net.http;

import static io.quoin.protocol.net.http.ScriptedServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.quoin.api.net.AddressScope;
import io.quoin.api.net.FetchException;
import io.quoin.api.net.FetchException.Code;
import io.quoin.api.net.Fetcher.FetchRequest;
import io.quoin.api.net.Fetcher.FetchedDocument;
import io.quoin.protocol.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the fetcher promises over every transport. 127.0.0.1 stands for the outside here and
 * 127.0.0.2 for the inside.
 */
@Timeout(60)
@SuppressWarnings("AddressSelection") // literals only
abstract class HttpFetcherContract {

  private static final String OUTSIDE = "127.0.0.1";
  private static final String INSIDE = "127.0.0.2";

  private final Transport transport;
  private final Map<String, List<String>> names = new ConcurrentHashMap<>();
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private MultiThreadIoEventLoopGroup loops;
  private HttpFetcher fetcher;

  HttpFetcherContract(Transport transport) {
    this.transport = transport;
  }

  @BeforeEach
  void open() {
    loops = new MultiThreadIoEventLoopGroup(1, transport.handler());
    fetcher = fetcher(TlsClient.trustingJdk());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @Test
  void a_document_comes_with_its_status_whatever_that_is() throws Exception {
    ScriptedServer server =
        serve((line, out) -> write(out, "HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone"));

    FetchedDocument document = get(url(server, "/announce?a=%ff&b=1"));

    assertThat(document.status()).isEqualTo(404);
    assertThat(text(document)).isEqualTo("gone");
    assertThat(server.heads.get(0))
        .contains(
            "GET /announce?a=%ff&b=1 HTTP/1.1",
            "host: 127.0.0.1:" + server.port(),
            "user-agent: Quoin/0.1",
            "accept-encoding: gzip",
            "connection: close");
  }

  @Test
  void a_body_without_a_length_ends_with_the_connection() throws Exception {
    ScriptedServer server =
        serve((line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\nuntil the end"));

    FetchedDocument document = get(url(server, "/"));

    assertThat(text(document)).isEqualTo("until the end");
  }

  @Test
  void interim_answers_are_passed_over() throws Exception {
    ScriptedServer server =
        serve(
            (line, out) ->
                write(
                    out,
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

    FetchedDocument document = get(url(server, "/"));

    assertThat(document.status()).isEqualTo(200);
    assertThat(text(document)).isEqualTo("ok");
  }

  @Test
  void gzip_is_unpacked() throws Exception {
    byte[] packed = gzip("d8:intervali60ee".getBytes(UTF_8));
    ScriptedServer server = serve((line, out) -> packed(out, packed));

    FetchedDocument document = get(url(server, "/"));

    assertThat(text(document)).isEqualTo("d8:intervali60ee");
  }

  @Test
  void a_gzip_bomb_ends_at_the_limit() throws Exception {
    byte[] bomb = gzip(new byte[50_000_000]);
    assumeThat(bomb.length).isLessThan(100_000);
    ScriptedServer server = serve((line, out) -> packed(out, bomb));

    FetchException failure = failure(request(url(server, "/"), 100_000));

    assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() throws Exception {
    ScriptedServer server =
        serve((line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\n" + "x".repeat(5000)));

    FetchedDocument taken = fetch(request(url(server, "/"), 5000)).join();
    FetchException failure = failure(request(url(server, "/"), 4999));

    assertThat(text(taken)).hasSize(5000);
    assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void an_announced_length_over_the_limit_is_refused_before_the_body_comes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    ScriptedServer server =
        serve(
            (line, out) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              awaitQuietly(asked);
            });

    FetchException failure = failure(request(url(server, "/"), 1000));

    asked.countDown();
    assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void endless_fields_interim_answers_and_chunks_all_end() throws Exception {
    ScriptedServer fields = serve((line, out) -> forever(out, "HTTP/1.1 200 OK\r\n", "A: b\r\n"));
    ScriptedServer interim = serve((line, out) -> forever(out, "", "HTTP/1.1 103 Hi\r\n\r\n"));
    ScriptedServer chunks =
        serve(
            (line, out) ->
                forever(
                    out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));

    assertThat(failure(request(url(fields, "/"), 1000)).code()).isEqualTo(Code.PROTOCOL);
    assertThat(failure(request(url(interim, "/"), 1000)).code()).isEqualTo(Code.TOO_LARGE);
    assertThat(failure(request(url(chunks, "/"), 1000)).code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void a_body_that_is_cut_is_no_answer() throws Exception {
    ScriptedServer server =
        serve((line, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));

    FetchException failure = failure(request(url(server, "/"), 1000));

    assertThat(failure.code()).isEqualTo(Code.PROTOCOL);
  }

  @Test
  void what_is_not_http_is_told_so() throws Exception {
    ScriptedServer server = serve((line, out) -> write(out, "220 mail.example ESMTP\r\n\r\n"));

    FetchException failure = failure(request(url(server, "/"), 1000));

    assertThat(failure.code()).isEqualTo(Code.PROTOCOL);
    assertThat(failure).hasMessageContaining(url(server, "/").toString());
  }

  @Test
  void packing_that_was_not_asked_for_is_refused() throws Exception {
    ScriptedServer server =
        serve((line, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxx"));

    FetchException failure = failure(request(url(server, "/"), 1000));

    assertThat(failure.code()).isEqualTo(Code.PROTOCOL);
  }

  @Test
  void a_slow_body_runs_into_the_time_limit() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ScriptedServer server =
        serve(
            (line, out) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nslow");
              awaitQuietly(end);
            });

    FetchException failure =
        failure(new FetchRequest(url(server, "/"), Duration.ofMillis(300), 1000, false));

    end.countDown();
    assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
  }

  @Test
  void redirects_are_followed_relative_to_where_they_come_from() throws Exception {
    ScriptedServer server =
        serve(
            (line, out) -> {
              if (line.startsWith("GET /old/announce ")) {
                write(out, "HTTP/1.1 302 Found\r\nLocation: ../new?x=1\r\n\r\n");
              } else {
                write(out, "HTTP/1.1 200 OK\r\n\r\n" + line);
              }
            });

    FetchedDocument document = get(url(server, "/old/announce"));

    assertThat(text(document)).isEqualTo("GET /new?x=1 HTTP/1.1");
  }

  @Test
  void five_redirects_are_followed_and_not_a_sixth() throws Exception {
    ScriptedServer server =
        serve(
            (line, out) -> {
              int left = Integer.parseInt(line.replaceAll("\\D+(\\d+) .*", "$1"));
              write(
                  out,
                  left == 0
                      ? "HTTP/1.1 200 OK\r\n\r\nhere"
                      : "HTTP/1.1 301 Moved\r\nLocation: /" + (left - 1) + "\r\n\r\n");
            });

    FetchedDocument document = get(url(server, "/5"));
    FetchException failure = failure(request(url(server, "/6"), 1000));

    assertThat(text(document)).isEqualTo("here");
    assertThat(failure.code()).isEqualTo(Code.REFUSED);
  }

  @Test
  void a_redirect_to_another_scheme_is_refused() throws Exception {
    ScriptedServer server =
        serve(
            (line, out) ->
                write(out, "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"));

    FetchException failure = failure(request(url(server, "/"), 1000));

    assertThat(failure.code()).isEqualTo(Code.BAD_URL);
  }

  @Test
  void a_redirect_from_outside_never_leads_inside() throws Exception {
    ScriptedServer inside =
        serveAt(INSIDE, (line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\nsecret"));
    ScriptedServer outside =
        serve((line, out) -> redirect(out, "http://" + INSIDE + ":" + inside.port() + "/"));

    FetchException failure =
        failure(new FetchRequest(url(outside, "/"), Duration.ofSeconds(10), 1000, true));

    assertThat(failure.code()).isEqualTo(Code.REFUSED);
    assertThat(inside.heads).isEmpty();
  }

  @Test
  void inside_targets_are_asked_only_where_that_is_allowed() throws Exception {
    ScriptedServer inside =
        serveAt(INSIDE, (line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\nhome"));
    URI uri = URI.create("http://" + INSIDE + ":" + inside.port() + "/");

    FetchedDocument allowed =
        fetch(new FetchRequest(uri, Duration.ofSeconds(10), 1000, true)).join();
    FetchException failure = failure(new FetchRequest(uri, Duration.ofSeconds(10), 1000, false));

    assertThat(text(allowed)).isEqualTo("home");
    assertThat(failure.code()).isEqualTo(Code.REFUSED);
  }

  @Test
  void a_name_that_changes_its_address_to_an_inside_one_is_refused() throws Exception {
    AtomicInteger hits = new AtomicInteger();
    ScriptedServer server =
        serveAt(
            "0.0.0.0",
            (line, out) -> {
              hits.incrementAndGet();
              names.put("rebind.test", List.of(INSIDE));
              redirect(out, "/again");
            });
    names.put("rebind.test", List.of(OUTSIDE));

    FetchException failure =
        failure(request(URI.create("http://rebind.test:" + server.port() + "/"), 1000));

    assertThat(failure.code()).isEqualTo(Code.REFUSED);
    assertThat(hits).hasValue(1);
  }

  @Test
  void of_a_names_addresses_only_outside_ones_are_tried_each_in_turn() throws Exception {
    ScriptedServer server = serve((line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\nthird"));
    names.put("many.test", List.of(INSIDE, "127.0.0.3", OUTSIDE));

    FetchedDocument document = get(URI.create("http://many.test:" + server.port() + "/"));

    assertThat(text(document)).isEqualTo("third");
  }

  @Test
  void an_address_of_version_6_can_be_named() throws Exception {
    assumeThat(hasLoopbackV6()).isTrue();
    ScriptedServer server = serveAt("::1", (line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\nsix"));

    FetchedDocument document = get(URI.create("http://[::1]:" + server.port() + "/"));

    assertThat(text(document)).isEqualTo("six");
    assertThat(server.heads.get(0)).contains("host: [::1]:" + server.port());
  }

  @Test
  void connections_go_out_from_the_address_that_is_listened_on_where_it_fits() throws Exception {
    ScriptedServer server = serve((line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\n"));
    InetAddress any = InetAddress.getByName("0.0.0.0");
    InetAddress outside = InetAddress.getByName("192.0.2.1");
    InetAddress six = InetAddress.getByName("::1");
    InetAddress listening = InetAddress.getByName("127.0.0.9");
    HttpFetcher bound = fetcher(TlsClient.trustingJdk(), any, outside, six, listening);
    HttpFetcher free = fetcher(TlsClient.trustingJdk(), any, outside);

    bound.fetch(request(url(server, "/"), 10)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    free.fetch(request(url(server, "/"), 10)).toCompletableFuture().get(20, TimeUnit.SECONDS);

    assertThat(server.clients)
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.9", "127.0.0.1");
  }

  @Test
  void unknown_names_closed_ports_and_other_schemes_are_told_apart() throws Exception {
    ScriptedServer server = serve((line, out) -> {});
    int port = server.port();
    server.close();

    assertThat(failure(request(URI.create("http://nowhere.test/"), 1000)).code())
        .isEqualTo(Code.UNKNOWN_HOST);
    assertThat(failure(request(URI.create("http://" + OUTSIDE + ":" + port + "/"), 1000)).code())
        .isEqualTo(Code.UNREACHABLE);
    assertThat(failure(request(URI.create("ftp://example.test/"), 1000)).code())
        .isEqualTo(Code.BAD_URL);
    assertThat(failure(request(URI.create("http:/no-host"), 1000)).code()).isEqualTo(Code.BAD_URL);
  }

  @Test
  void fetches_beyond_those_at_once_wait_and_beyond_those_waiting_are_refused() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch full = new CountDownLatch(HttpFetcher.AT_ONCE);
    ScriptedServer server =
        serve(
            (line, out) -> {
              full.countDown();
              awaitQuietly(end);
              write(out, "HTTP/1.0 200 OK\r\n\r\n");
            });
    List<CompletableFuture<FetchedDocument>> taken = new ArrayList<>();
    for (int i = 0; i < HttpFetcher.AT_ONCE + HttpFetcher.WAITING; i++) {
      taken.add(fetch(request(url(server, "/"), 1000)));
    }

    FetchException refused = failure(request(url(server, "/"), 1000));
    assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
    int connections = server.heads.size();
    end.countDown();

    assertThat(refused.code()).isEqualTo(Code.UNREACHABLE);
    assertThat(connections).isEqualTo(HttpFetcher.AT_ONCE);
    assertThat(taken).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
  }

  @Test
  void results_are_not_told_on_an_event_loop() throws Exception {
    ScriptedServer server = serve((line, out) -> write(out, "HTTP/1.0 200 OK\r\n\r\n"));

    String thread =
        fetch(request(url(server, "/"), 1000))
            .thenApply(document -> Thread.currentThread().getName())
            .join();

    assertThat(thread).isIn(Thread.currentThread().getName(), "quoin-fetch-1", "quoin-fetch-2");
  }

  @Test
  void closing_fails_what_is_under_way_and_leaves_no_thread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ScriptedServer server =
        serve(
            (line, out) -> {
              asked.countDown();
              awaitQuietly(end);
            });
    CompletableFuture<FetchedDocument> underWay = fetch(request(url(server, "/"), 1000));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    fetcher.close();

    assertThat(catchThrowable(() -> underWay.get(10, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(FetchException.class);
    assertThat(failure(request(url(server, "/"), 1000)).code()).isEqualTo(Code.UNREACHABLE);
    end.countDown();
    for (Thread worker : workers) {
      worker.join(20_000);
      assertThat(worker.isAlive()).isFalse();
    }
  }

  @Test
  void tls_is_spoken_with_those_whose_certificate_names_them(@TempDir Path dir) throws Exception {
    KeyStore keys = selfSigned(dir, "tracker.test");
    HttpsServer server = HttpsServer.create(new InetSocketAddress(OUTSIDE, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serving(keys)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("sealed".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    opened.add(() -> server.stop(0));
    names.put("tracker.test", List.of(OUTSIDE));
    names.put("other.test", List.of(OUTSIDE));
    HttpFetcher trusting = fetcher(TlsClient.trusting(trust(keys)));
    int port = server.getAddress().getPort();

    FetchedDocument document =
        trusting
            .fetch(request(URI.create("https://tracker.test:" + port + "/"), 1000))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    FetchException otherName =
        failure(trusting, request(URI.create("https://other.test:" + port + "/"), 1000));
    FetchException unknownIssuer =
        failure(fetcher, request(URI.create("https://tracker.test:" + port + "/"), 1000));

    assertThat(text(document)).isEqualTo("sealed");
    assertThat(otherName.code()).isEqualTo(Code.PROTOCOL);
    assertThat(unknownIssuer.code()).isEqualTo(Code.PROTOCOL);
  }

  private HttpFetcher fetcher(TlsClient tls, InetAddress... from) {
    HttpFetcher made =
        new HttpFetcher(
            new Surroundings(
                loops,
                transport.streams(),
                new LocalAddresses(List.of(from)),
                this::resolve,
                HttpFetcherContract::scope,
                tls));
    opened.add(made);
    return made;
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    workers.add(Thread.currentThread());
    if (!host.endsWith(".test")) {
      return InetAddress.getAllByName(host);
    }
    List<String> known = names.getOrDefault(host, List.of());
    if (known.isEmpty()) {
      throw new UnknownHostException(host);
    }
    InetAddress[] addresses = new InetAddress[known.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = InetAddress.getByName(known.get(i));
    }
    return addresses;
  }

  private static AddressScope scope(InetAddress address) {
    return address.getHostAddress().equals(INSIDE) ? AddressScope.INSIDE : AddressScope.OUTSIDE;
  }

  private ScriptedServer serve(ScriptedServer.Script script) throws IOException {
    return serveAt(OUTSIDE, script);
  }

  private ScriptedServer serveAt(String address, ScriptedServer.Script script) throws IOException {
    ScriptedServer server = new ScriptedServer(address, script);
    opened.add(server);
    return server;
  }

  private static URI url(ScriptedServer server, String path) {
    return URI.create("http://" + OUTSIDE + ":" + server.port() + path);
  }

  private static FetchRequest request(URI uri, int maximumBytes) {
    return new FetchRequest(uri, Duration.ofSeconds(30), maximumBytes, false);
  }

  private FetchedDocument get(URI uri) {
    return fetch(request(uri, 100_000)).join();
  }

  private CompletableFuture<FetchedDocument> fetch(FetchRequest request) {
    return fetcher.fetch(request).toCompletableFuture().orTimeout(40, TimeUnit.SECONDS);
  }

  private FetchException failure(FetchRequest request) {
    return failure(fetcher, request);
  }

  private static FetchException failure(HttpFetcher asked, FetchRequest request) {
    Throwable thrown =
        catchThrowable(() -> asked.fetch(request).toCompletableFuture().get(30, TimeUnit.SECONDS));
    assertThat(thrown).hasCauseInstanceOf(FetchException.class);
    return (FetchException) thrown.getCause();
  }

  private static String text(FetchedDocument document) {
    return UTF_8.decode(document.body()).toString();
  }

  private static void redirect(OutputStream out, String to) throws IOException {
    write(out, "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\n\r\n");
  }

  private static void packed(OutputStream out, byte[] body) throws IOException {
    write(
        out,
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
    out.write(body);
    out.flush();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  /** Ends with the exception that writing to a closed connection throws. */
  private static void forever(OutputStream out, String first, String again) throws IOException {
    write(out, first);
    while (true) {
      write(out, again.repeat(100));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasLoopbackV6() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address.getHostAddress().startsWith("0:0:0:0:0:0:0:1"));
  }

  private static KeyStore selfSigned(Path dir, String name) throws Exception {
    Path file = dir.resolve("keys.p12");
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair -keyalg EC -storetype PKCS12 -storepass secret -alias key",
                "-dname CN=" + name + " -ext san=dns:" + name + " -keystore")
            .flatMap(part -> part.startsWith("-") ? Stream.of(part.split(" ")) : Stream.of(part))
            .toList();
    List<String> whole = new ArrayList<>(command);
    whole.add(file.toString());
    Process keytool = new ProcessBuilder(whole).redirectErrorStream(true).start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "secret".toCharArray());
    }
    return keys;
  }

  private static SSLContext serving(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static TrustManagerFactory trust(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("key", keys.getCertificate("key"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
