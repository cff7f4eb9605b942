package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOffer;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrder.Growth;
import io.quoin.api.plugin.PluginOrder.Signing;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.installer.source.SourceSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins from web servers, Maven repositories and repository indexes. */
class SourcesTest extends Scene {

  private static final String MAVEN = "/maven/com/example/some/1.0.0/some-1.0.0.jar";

  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, Integer> cut = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    restart(List.of(uri("/index.xml")));
  }

  private void restart(List<URI> indexes) throws Exception {
    desk.close();
    container.losePlugins();
    desk =
        new Desk(
            container,
            temporary.resolve("data"),
            new SourceSettings(
                indexes,
                temporary.resolve("m2"),
                Optional.of(uri("/maven")),
                Duration.ofSeconds(30)));
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (documents.containsKey(path)) {
        byte[] document = documents.get(path);
        exchange.sendResponseHeaders(200, document.length);
        exchange.getResponseBody().write(document, 0, cut.getOrDefault(path, document.length));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static PluginOrder order(String source) {
    return order(URI.create(source));
  }

  private static PluginOrder order(URI source) {
    return new PluginOrder(source, Signing.REQUIRED, Growth.REFUSED, "");
  }

  private byte[] some(String version) throws Exception {
    return Files.readAllBytes(known.sign(Jars.bundle(temporary, "some", version, Map.of())));
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private PluginException refused(String source) {
    return refused(URI.create(source));
  }

  private PluginException refused(URI source) {
    PluginException refusal =
        catchThrowableOfType(PluginException.class, () -> desk.installer().install(order(source)));
    assertThat(refusal).isNotNull();
    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(files("staging")).isEmpty();
    assertThat(files("bundles")).isEmpty();
    return refusal;
  }

  private List<Path> files(String folder) {
    Path path = temporary.resolve("data").resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- the web ---

  @Test
  void a_plugin_is_fetched_from_a_server_that_says_it_is_elsewhere() throws Exception {
    documents.put("/plugins/some.jar", some("1.0.0"));
    redirects.put("/latest", "/plugins/some.jar");

    PluginSnapshot plugin = desk.installer().install(order(uri("/latest")));

    assertThat(plugin.version()).isEqualTo("1.0.0");
    assertThat(plugin.signer()).isPresent();
  }

  @Test
  void an_interrupted_download_leaves_nothing() throws Exception {
    byte[] jar = some("1.0.0");
    documents.put("/some.jar", jar);
    cut.put("/some.jar", jar.length / 2);

    PluginException refusal = refused(uri("/some.jar"));

    assertThat(refusal.code()).isEqualTo(Code.INTERRUPTED);
    assertThat(refusal.getMessage())
        .startsWith(uri("/some.jar") + " was not received as a whole: ")
        .endsWith("; try again; nothing of it was kept");
  }

  @Test
  void what_is_not_there_or_goes_round_in_circles_is_refused() {
    redirects.put("/round", "/round");

    assertThat(refused(uri("/nothing")))
        .hasMessage(uri("/nothing") + " is not there; name the plugin's jar");
    assertThat(refused(uri("/round")))
        .hasMessage(uri("/round") + " is redirected more than 5 times; name where it really is");
  }

  @Test
  void a_redirect_to_a_file_is_refused() throws Exception {
    Path jar = known.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()));
    redirects.put("/file", jar.toUri().toString());

    assertThat(refused(uri("/file")))
        .hasMessage(
            uri("/file")
                + " is redirected to where nothing is fetched from; name where it really is");
  }

  @Test
  void an_address_with_a_password_is_refused_and_the_password_not_told() {
    PluginException refusal =
        refused("http://me:secret@127.0.0.1:" + server.getAddress().getPort() + "/x");

    assertThat(refusal.getMessage())
        .startsWith("http://127.0.0.1 is named with a user or password in it")
        .doesNotContain("secret");
  }

  @Test
  void of_other_places_nothing_is_fetched() {
    assertThat(refused("ftp://example.com/some.jar"))
        .hasMessage(
            "ftp://example.com/some.jar is not a place to fetch a plugin from; name a file, an"
                + " address of http or https, mvn:group:artifact:version or repo:name");
  }

  // --- Maven ---

  @Test
  void by_coordinates_the_local_repository_comes_first() throws Exception {
    Path local = temporary.resolve("m2/com/example/some/1.0.0-SNAPSHOT");
    Files.createDirectories(local);
    Files.write(local.resolve("some-1.0.0-SNAPSHOT.jar"), some("1.0.0"));

    PluginSnapshot plugin = desk.installer().install(order("mvn:com.example:some:1.0.0-SNAPSHOT"));

    assertThat(plugin.version()).isEqualTo("1.0.0");
  }

  @Test
  void from_a_remote_repository_a_jar_has_to_have_its_checksum() throws Exception {
    byte[] jar = some("1.0.0");
    documents.put(MAVEN, jar);
    String coordinates = "mvn:com.example:some:1.0.0";

    assertThat(refused(coordinates))
        .hasMessage(
            uri(MAVEN)
                + " has no checksum in its repository; fetch it by other means, and name the file");
    documents.put(MAVEN + ".sha1", bytes(hex("SHA-1", some("2.0.0"))));
    assertThat(refused(coordinates))
        .hasMessage(
            uri(MAVEN)
                + " has not the SHA-1 checksum that its repository says; try again; if it stays"
                + " so, tell whoever runs the repository");
    documents.put(MAVEN + ".sha256", bytes(hex("SHA-256", jar) + "  some-1.0.0.jar\n"));
    assertThat(desk.installer().install(order(coordinates)).version()).isEqualTo("1.0.0");
  }

  @Test
  void what_are_no_coordinates_or_in_no_repository_is_refused() {
    assertThat(refused("mvn:com.example:../../etc:1"))
        .hasMessage(
            "'com.example:../../etc:1' are no coordinates; write them as group:artifact:version");
    assertThat(refused("mvn:com.example:other:1.0.0").code()).isEqualTo(Code.SOURCE);
    assertThat(refused("mvn:com.example:other:1-SNAPSHOT"))
        .hasMessage(
            "com.example:other:1-SNAPSHOT is not in "
                + temporary.resolve("m2")
                + ", and snapshots are not fetched from elsewhere; build it, or name a release");
  }

  // --- indexes ---

  private static String resource(String name, String version, String url, String digest) {
    return """
        <resource>
          <requirement namespace="osgi.wiring.package">
            <directive name="filter" value="(osgi.wiring.package=com.example)"/>
          </requirement>
          <capability namespace="osgi.identity">
            <attribute name="osgi.identity" value="%s"/>
            <attribute name="type" value="osgi.bundle"/>
            <attribute name="version" type="Version" value="%s"/>
          </capability>
          <capability namespace="osgi.content">
            <attribute name="osgi.content" value="%s"/>
            <attribute name="url" value="%s"/>
          </capability>
        </resource>
        """
        .formatted(name, version, digest, url);
  }

  private static String index(String... resources) {
    return "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='test'>"
        + String.join("", resources)
        + "</repository>";
  }

  private String listed(String version) throws Exception {
    byte[] jar = some(version);
    documents.put("/jars/some-" + version + ".jar", jar);
    return resource("some", version, "jars/some-" + version + ".jar", hex("SHA-256", jar));
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  @Test
  void by_name_the_newest_in_the_range_is_taken_and_updates_follow_the_range() throws Exception {
    String other = resource("other", "7.0.0", "jars/other.jar", "00");
    documents.put("/index.xml", bytes(index(listed("1.0.0"), other)));
    PluginSnapshot first = desk.installer().install(order("repo:some").within("[1,2)"));
    documents.put("/index.xml", packed(index(listed("1.0.0"), listed("1.5.0"), listed("2.0.0"))));

    PluginSnapshot second = desk.installer().update("some", order("repo:some"));
    PluginSnapshot third =
        desk.installer().update("some", order("repo:some:[2,3)").within("[1,3)"));

    assertThat(first.version()).isEqualTo("1.0.0");
    assertThat(second.version()).isEqualTo("1.5.0");
    assertThat(third.version()).isEqualTo("2.0.0");
  }

  @Test
  void what_the_indexes_have_is_found_by_name_and_description() throws Exception {
    String digest = "0".repeat(64);
    documents.put(
        "/index.xml",
        bytes(
            index(
                resource("org.acme.tracker", "1.0.0", "jars/one.jar", digest),
                resource("org.acme.tracker", "2.0.0", "jars/two.jar", digest)
                    .replace(
                        "<attribute name=\"type\"",
                        "<attribute name=\"description\" value=\"Answers announces\"/>"
                            + "<attribute name=\"type\""),
                resource("org.acme.filter", "1.5.0", "jars/three.jar", digest))));

    assertThat(desk.installer().search(""))
        .containsExactly(
            new PluginOffer("org.acme.filter", "1.5.0", ""),
            new PluginOffer("org.acme.tracker", "2.0.0", "Answers announces"));
    assertThat(desk.installer().search("ANNOUNCES"))
        .extracting(PluginOffer::version)
        .containsExactly("2.0.0");
    assertThat(desk.installer().search("acme.f")).hasSize(1);
    assertThat(desk.installer().search("nothing")).isEmpty();
  }

  @Test
  void what_is_not_what_the_index_says_is_refused() throws Exception {
    documents.put("/index.xml", bytes(index(listed("1.0.0"))));
    documents.put("/jars/some-1.0.0.jar", some("9.0.0"));

    PluginException refusal = refused("repo:some");

    assertThat(refusal.code()).isEqualTo(Code.CHECKSUM);
    assertThat(refusal)
        .hasMessageStartingWith(
            uri("/jars/some-1.0.0.jar") + " has not the SHA-256 checksum that its repository says");
  }

  @Test
  void an_index_on_a_server_names_no_files_of_this_machine() throws Exception {
    Path jar = known.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()));
    String digest = hex("SHA-256", Files.readAllBytes(jar));
    documents.put(
        "/index.xml", bytes(index(resource("some", "1.0.0", jar.toUri().toString(), digest))));

    assertThat(refused("repo:some"))
        .hasMessage(
            "'some' is in no repository that is configured; see the key 'repositories' of"
                + " io.quoin.installer");
  }

  @Test
  void an_index_in_a_file_may() throws Exception {
    Path jar = known.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()));
    String digest = hex("SHA-256", Files.readAllBytes(jar));
    Path index =
        Files.writeString(
            temporary.resolve("index.xml"),
            index(resource("some", "1.0.0", jar.getFileName().toString(), digest)));
    restart(List.of(index.toUri()));

    assertThat(desk.installer().install(order("repo:some")).id()).isEqualTo("some");
  }

  @Test
  void entities_and_what_is_no_index_are_refused() {
    documents.put(
        "/index.xml",
        bytes(
            "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + index("<resource>&x;</resource>")));
    assertThat(refused("repo:some").getMessage())
        .startsWith(uri("/index.xml") + " is no index of a repository: ")
        .doesNotContain("root:");

    documents.put("/index.xml", bytes("<html/>"));
    assertThat(refused("repo:some"))
        .hasMessage(
            uri("/index.xml")
                + " is no index of a repository: it is not the index of a repository; see the key"
                + " 'repositories' of io.quoin.installer");
  }
}
