package io.quoin.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Guest;
import io.quoin.api.access.LockOut;
import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlStream;
import io.quoin.control.rpc.RpcCalls;
import io.quoin.control.user.Doorkeeper;
import io.quoin.control.user.PasswordHash;
import io.quoin.control.user.Users;
import io.quoin.control.user.Users.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** Who is answered what, over real connections, byte by byte. */
final class ControlServerTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int SOON_MILLIS = 30_000;
  private static final String RPC = "/transmission/rpc";
  private static final String JSON = "Content-Type: application/json\r\n";

  @TempDir private Path folder;

  private final Endpoints endpoints = new Endpoints();
  private final LockOut lockOut = new LockOut(() -> Instant.EPOCH);
  private Optional<RpcCalls> calls = Optional.of(ControlServerTest::echo);
  private Optional<ControlServer> server = Optional.empty();

  /** What came back. */
  private record Reply(int status, Map<String, String> headers, String body) {}

  @AfterEach
  void stop() {
    server.ifPresent(ControlServer::close);
  }

  private static void echo(InputStream call, OutputStream answer, Role role) throws IOException {
    String text = new String(call.readAllBytes(), StandardCharsets.UTF_8);
    if (!text.isEmpty()) {
      answer.write((role + ": " + text).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_call_is_answered_once_its_session_id_is_known() throws Exception {
    start();

    Reply first = ask("POST " + RPC, "", "{}");
    Reply second = ask("POST " + RPC + "/", id(first), "{}");

    assertThat(first.status()).isEqualTo(409);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo("administrator: {}");
    assertThat(second.headers()).containsEntry("content-length", "17");
  }

  @Test
  void a_path_that_ends_with_a_slash_is_the_same_and_the_version_is_told_at_once()
      throws Exception {
    start();

    Reply first = ask("POST " + RPC + "/", "", "{}");
    Reply second = ask("POST " + RPC + "/", id(first), "{}");

    assertThat(first.status()).isEqualTo(409);
    assertThat(first.headers()).containsEntry("x-transmission-rpc-version", "6.0.0");
    assertThat(second.status()).isEqualTo(200);
  }

  @Test
  void a_guessed_session_id_is_none() throws Exception {
    start();

    assertThat(ask("POST " + RPC, "X-Transmission-Session-Id: " + "A".repeat(48) + "\r\n", "{}"))
        .extracting(Reply::status)
        .isEqualTo(409);
  }

  @Test
  void the_session_id_is_another_at_each_start() throws Exception {
    start();
    Reply before = ask("POST " + RPC, "", "{}");
    stop();
    start();

    assertThat(id(ask("POST " + RPC, "", "{}"))).isNotEqualTo(id(before));
  }

  @Test
  void a_call_that_nobody_answers_is_no_content() throws Exception {
    start();

    assertThat(ask("POST " + RPC, id(ask("POST " + RPC, "", "")), "").status()).isEqualTo(204);
  }

  @Test
  void calls_are_posted() throws Exception {
    start();

    assertThat(ask("GET " + RPC, "", "").status()).isEqualTo(405);
  }

  @Test
  void without_a_session_behind_it_the_rpc_says_when_to_ask_again() throws Exception {
    start();
    String id = id(ask("POST " + RPC, "", ""));
    calls = Optional.empty();

    assertThat(ask("POST " + RPC, id, "{}").status()).isEqualTo(503);
  }

  @Test
  void names_of_somebody_else_are_refused_whatever_is_asked() throws Exception {
    start("*.example.org", "nas");
    List<String> ours =
        List.of("127.0.0.1", "localhost:9091", "LOCALHOST", "nas:1", "a.b.example.org");
    List<String> theirs =
        List.of("evil.example", "example.org", "evilexample.org", "127.0.0.1.nip.io", "", "[::");

    for (String name : ours) {
      assertThat(named(name)).as(name).isEqualTo(404);
    }
    for (String name : theirs) {
      assertThat(named(name)).as(name).isIn(400, 421);
    }
    assertThat(raw("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status())
        .isIn(400, 421);
    assertThat(raw("GET / HTTP/1.0\r\n\r\n").status()).isIn(400, 421);
  }

  @Test
  void changes_are_not_taken_from_pages_of_other_sites() throws Exception {
    start();
    open(
        "/plugins/change",
        "operator",
        (request, reply) -> reply.begin(200, "text/plain").write('!'));

    assertThat(ask("POST /plugins/change", "", "x=y").status()).isEqualTo(403);
    assertThat(ask("POST /plugins/change", "Content-Type: text/plain\r\n", "{}").status())
        .isEqualTo(403);
    assertThat(ask("POST /plugins/change", JSON + "Origin: http://evil.example\r\n", "{}").status())
        .isEqualTo(403);
    assertThat(ask("POST /plugins/change", JSON + "Origin: null\r\n", "{}").status())
        .isEqualTo(403);
    assertThat(ask("OPTIONS /plugins/change", "Origin: http://evil.example\r\n", "").headers())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(ask("POST /plugins/change", JSON + "Origin: http://127.0.0.1\r\n", "{}").status())
        .isEqualTo(200);
    assertThat(ask("POST /plugins/change", JSON, "{}").status()).isEqualTo(200);
  }

  @Test
  void users_come_in_with_their_password_and_role() throws Exception {
    users(new User("ann", Role.VIEWER, PasswordHash.of("secret".toCharArray())));
    start();

    assertThat(ask("GET /", "", "").headers()).containsKey("www-authenticate");
    assertThat(ask("GET /", basic("ann", "wrong"), "").status()).isEqualTo(401);
    assertThat(ask("GET /", basic("bob", "secret"), "").status()).isEqualTo(401);
    assertThat(ask("GET /", "Authorization: Basic !\r\n", "").status()).isEqualTo(401);
    assertThat(ask("GET /", basic("ann", "secret"), "").status()).isEqualTo(404);
    Reply id = ask("POST " + RPC, basic("ann", "secret"), "");
    assertThat(ask("POST " + RPC, basic("ann", "secret") + id(id), "{}").body())
        .isEqualTo("viewer: {}");
  }

  @Test
  void who_fails_too_often_is_not_even_heard_when_right() throws Exception {
    users(new User("ann", Role.VIEWER, PasswordHash.of("secret".toCharArray())));
    start();
    for (int i = 0; i < LockOut.MOST_FAILURES; i++) {
      lockOut.failed(LOOPBACK);
    }

    assertThat(ask("GET /", basic("ann", "secret"), "").status()).isEqualTo(403);
  }

  @Test
  void a_proxy_does_not_make_everybody_local() throws Exception {
    start();

    assertThat(ask("GET /", "X-Forwarded-For: 203.0.113.7\r\n", "").status()).isEqualTo(403);
    assertThat(ask("GET /", "", "").status()).isEqualTo(404);
  }

  @Test
  void a_route_is_there_as_long_as_its_endpoint() throws Exception {
    start();
    open(
        "/plugins/hello",
        "viewer",
        (request, reply) ->
            reply
                .header("X-Who", request.user())
                .begin(201, "text/plain")
                .write(
                    (request.path() + request.parameter("a b").orElse(""))
                        .getBytes(StandardCharsets.UTF_8)));

    Reply reply = ask("GET /plugins/hello/x%20y?a+b=c%26", "", "");
    endpoints.unbindEndpoint(Map.of(Constants.SERVICE_ID, 1L));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEqualTo("/x yc&");
    assertThat(reply.headers()).containsEntry("x-who", "local");
    assertThat(ask("GET /plugins/hello", "", "").status()).isEqualTo(404);
    assertThat(ask("GET /plugins/hellothere", "", "").status()).isEqualTo(404);
  }

  @Test
  void an_endpoint_that_throws_is_its_own_affair() throws Exception {
    start();
    open(
        "/plugins/ill",
        "viewer",
        (request, reply) -> {
          throw new IllegalStateException("secret of its own");
        });

    Reply reply = ask("GET /plugins/ill", "", "");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).doesNotContain("secret");
    assertThat(ask("GET /", "", "").status()).isEqualTo(404);
  }

  @Test
  void a_role_that_does_not_suffice_is_named() throws Exception {
    users(new User("ann", Role.VIEWER, PasswordHash.of("secret".toCharArray())));
    start();
    open("/plugins/all", "administrator", (request, reply) -> reply.begin(200, "text/plain"));

    Reply reply = ask("GET /plugins/all", basic("ann", "secret"), "");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).isEqualTo("this is for the role administrator, and ann has viewer\n");
  }

  @Test
  void the_platforms_own_paths_are_not_taken_by_others() {
    open("nonsense", "viewer", new Guest());
    assertThat(endpoints.find("/nonsense")).isEmpty();
    open("/api/v1/plugins", "viewer", new Guest());
    assertThat(endpoints.find("/api/v1/plugins")).isEmpty();
    open("/apiary", "viewer", new Guest());
    assertThat(endpoints.find("/apiary")).isPresent();
    open("/api/v1", "viewer", (request, reply) -> {});
    assertThat(endpoints.find("/api/v1/plugins")).isPresent();
  }

  @Test
  void more_than_is_allowed_is_refused_before_it_is_sent() throws Exception {
    start();
    open("/plugins/read", "viewer", (request, reply) -> request.body().readAllBytes());
    String id = id(ask("POST " + RPC, "", ""));

    assertThat(raw(head("POST /plugins/read", JSON + "Content-Length: 1048577\r\n")).status())
        .isEqualTo(413);
    assertThat(raw(head("POST " + RPC, id + "Content-Length: 16777217\r\n")).status())
        .isEqualTo(413);
    assertThat(raw(head("GET /", "X-Long: " + "x".repeat(17_000) + "\r\n")).status())
        .isEqualTo(431);
  }

  @Test
  void more_than_is_allowed_is_refused_while_it_comes() throws Exception {
    start();
    open("/plugins/read", "viewer", (request, reply) -> request.body().readAllBytes());
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

    assertThat(
            raw(head("POST /plugins/read", JSON + "Transfer-Encoding: chunked\r\n")
                    + chunk.repeat(17))
                .status())
        .isEqualTo(413);
  }

  @Test
  void a_header_that_does_not_end_ends_the_connection() throws Exception {
    start(Duration.ofMillis(300));
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> read(socket));
      out.write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));

      while (!end.isDone()) {
        trickle(out, end);
      }

      assertThat(end.get()).isEqualTo(-1);
    }
  }

  /** A byte now and then, until nobody listens. */
  private static void trickle(OutputStream out, CompletableFuture<Integer> end) throws Exception {
    try {
      out.write('x');
      end.get(50, TimeUnit.MILLISECONDS);
    } catch (IOException | TimeoutException e) {
      // Nobody listens any more, or the next byte is due.
    }
  }

  /** What comes, -1 for the end; an end that is not in time is a failure. */
  private static int read(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the connection is still open", e);
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void a_slow_reader_does_not_hold_an_answer_for_ever() throws Exception {
    start(Duration.ofMillis(300));
    CountDownLatch failed = new CountDownLatch(1);
    open(
        "/plugins/long",
        "viewer",
        (request, reply) -> {
          byte[] much = new byte[1 << 20];
          try (OutputStream out = reply.begin(200, "text/plain")) {
            for (int i = 0; i < 1000; i++) {
              out.write(much);
            }
          } catch (IOException e) {
            failed.countDown();
            throw e;
          }
        });
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("GET /plugins/long", "").getBytes(StandardCharsets.US_ASCII));

      assertThat(failed.await(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void only_so_many_connections_are_answered_at_a_time() throws Exception {
    start();
    Socket first = connect();
    try (Socket second = connect()) {
      exchange(first, head("GET /", ""));
      exchange(second, head("GET /", ""));
      try (Socket third = connect()) {
        third.getOutputStream().write(head("GET /", "").getBytes(StandardCharsets.US_ASCII));
        first.close();

        assertThat(reply(third).status()).isEqualTo(404);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void an_answer_can_go_on_without_a_thread() throws Exception {
    start();
    CompletableFuture<ControlStream> opened = new CompletableFuture<>();
    CountDownLatch closed = new CountDownLatch(1);
    open(
        "/plugins/events",
        "viewer",
        (request, reply) -> opened.complete(reply.stream("text/event-stream")));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("GET /plugins/events", "").getBytes(StandardCharsets.US_ASCII));
      ControlStream stream = opened.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
      stream.whenClosed(closed::countDown);

      assertThat(stream.send("data: one\n\n")).isTrue();
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(reader.lines().filter(line -> line.startsWith("data")).findFirst())
          .contains("data: one");
      stream.close();

      assertThat(closed.await(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(stream.send("late")).isFalse();
    }
  }

  @Test
  void what_waits_for_a_slow_listener_is_bounded() throws Exception {
    start();
    CompletableFuture<ControlStream> opened = new CompletableFuture<>();
    open(
        "/plugins/events",
        "viewer",
        (request, reply) -> opened.complete(reply.stream("text/event-stream")));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("GET /plugins/events", "").getBytes(StandardCharsets.US_ASCII));
      ControlStream stream = opened.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
      String much = "x".repeat(64 * 1024);
      long sent = 0;
      while (stream.send(much) && sent < 1L << 30) {
        sent += much.length();
      }

      assertThat(sent).isLessThan(1L << 30);
    }
  }

  @Test
  void a_web_client_is_served_from_its_directory_and_nowhere_else() throws Exception {
    Path home = Files.createDirectories(folder.resolve("web/sub"));
    Files.writeString(folder.resolve("secret"), "secret");
    Files.writeString(folder.resolve("web/index.html"), "<p>");
    Files.writeString(home.resolve("a.js"), "1");
    Files.createSymbolicLink(home.resolve("out"), folder.resolve("secret"));
    start(Optional.of(folder.resolve("web")));

    Reply page = ask("GET /transmission/web/", "", "");
    assertThat(page.body()).isEqualTo("<p>");
    assertThat(page.headers()).containsEntry("content-type", "text/html");
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'self'");
    assertThat(ask("GET /transmission/web/sub/a.js", "", "").headers().get("content-type"))
        .contains("javascript");
    assertThat(
            ask(
                    "GET /transmission/web/",
                    "If-Modified-Since: " + page.headers().get("last-modified") + "\r\n",
                    "")
                .status())
        .isEqualTo(304);
    assertThat(ask("GET /", "", "").headers()).containsEntry("location", "/transmission/web/");
    for (String path :
        List.of(
            "../secret",
            "sub/../../secret",
            "%2e%2e/secret",
            "..%2fsecret",
            "..%5csecret",
            "sub/out",
            "sub",
            "%00",
            "/etc/passwd",
            "%2fetc/passwd")) {
      Reply reply = ask("GET /transmission/web/" + path, "", "");
      assertThat(reply.status()).as(path).isIn(400, 404);
      assertThat(reply.body()).doesNotContain("secret\n");
    }
  }

  @Test
  void what_is_skipped_counts_as_sent_along() throws Exception {
    start();
    open("/plugins/skip", "viewer", (request, reply) -> request.body().skipNBytes(2L << 20));
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

    assertThat(
            raw(head("POST /plugins/skip", JSON + "Transfer-Encoding: chunked\r\n")
                    + chunk.repeat(16)
                    + "1\r\nx\r\n0\r\n\r\n")
                .status())
        .isEqualTo(413);
  }

  @Test
  void an_answer_that_was_to_go_on_ends_when_its_endpoint_throws() throws Exception {
    start();
    open(
        "/plugins/ill",
        "viewer",
        (request, reply) -> {
          reply.stream("text/event-stream").send("data: one\n\n");
          throw new IllegalStateException("and no more");
        });
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("GET /plugins/ill", "").getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(SOON_MILLIS / 3);

      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> readToTheEnd(socket));

      assertThat(end).succeedsWithin(Duration.ofMillis(SOON_MILLIS / 3));
    }
  }

  private static void readToTheEnd(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the connection stays open", e);
    } catch (IOException e) {
      // Broken off is an end too.
    }
  }

  @Test
  void empty_messages_do_not_wait_in_an_answer() throws Exception {
    start();
    CompletableFuture<ControlStream> opened = new CompletableFuture<>();
    open(
        "/plugins/events",
        "viewer",
        (request, reply) -> opened.complete(reply.stream("text/event-stream")));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("GET /plugins/events", "").getBytes(StandardCharsets.US_ASCII));
      ControlStream stream = opened.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
      String much = "x".repeat(64 * 1024);
      boolean sent = true;
      while (sent) {
        sent = stream.send(much);
      }
      for (int i = 0; i < 10_000; i++) {
        stream.send("");
      }

      assertThat(((OpenReply) stream).waiting()).isLessThan(100);
    }
  }

  @Test
  void a_date_has_two_digits_for_the_day() throws Exception {
    Path home = Files.createDirectories(folder.resolve("web"));
    Path index = Files.writeString(home.resolve("index.html"), "<p>");
    Files.setLastModifiedTime(index, FileTime.from(Instant.parse("2026-11-03T01:02:03Z")));
    start(Optional.of(home));

    assertThat(ask("GET /transmission/web/", "", "").headers())
        .containsEntry("last-modified", "Tue, 03 Nov 2026 01:02:03 GMT");
  }

  private void users(User... users) throws IOException {
    new Users(List.of(users)).write(folder.resolve("users"));
  }

  private void start(String... names) throws IOException {
    start(Optional.empty(), Duration.ofSeconds(30), names);
  }

  private void start(Duration patience) throws IOException {
    start(Optional.empty(), patience);
  }

  private void start(Optional<Path> home) throws IOException {
    start(home, Duration.ofSeconds(30));
  }

  private void start(Optional<Path> home, Duration patience, String... names) throws IOException {
    server =
        Optional.of(
            new ControlServer(
                new ControlServer.Order(
                    new InetSocketAddress(LOOPBACK, 0),
                    List.of(names),
                    Optional.empty(),
                    home,
                    2,
                    patience),
                new Doorkeeper(Optional.of(folder.resolve("users")), lockOut, () -> Instant.EPOCH),
                endpoints,
                () -> calls));
  }

  private void open(String path, String role, ControlEndpoint endpoint) {
    endpoints.bindEndpoint(
        endpoint, Map.of(Constants.SERVICE_ID, 1L, ControlEndpoint.PATH, path, Role.NEEDED, role));
  }

  private static String id(Reply reply) {
    return "X-Transmission-Session-Id: "
        + reply.headers().get("x-transmission-session-id")
        + "\r\n";
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  private int named(String name) throws IOException {
    return raw("GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n").status();
  }

  private static String head(String line, String headers) {
    return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
  }

  private Reply ask(String line, String headers, String body) throws IOException {
    return raw(head(line, headers + "Content-Length: " + body.length() + "\r\n") + body);
  }

  private Reply raw(String request) throws IOException {
    try (Socket socket = connect()) {
      return exchange(socket, request);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(LOOPBACK, server.orElseThrow().port());
    socket.setSoTimeout(SOON_MILLIS);
    return socket;
  }

  private static Reply exchange(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return reply(socket);
  }

  private static Reply reply(Socket socket) throws IOException {
    HttpTester.Response response = HttpTester.parseResponse(socket.getInputStream());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.forEach(field -> headers.put(field.getName(), field.getValue()));
    return new Reply(response.getStatus(), headers, response.getContent());
  }
}
