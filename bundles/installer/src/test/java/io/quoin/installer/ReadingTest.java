package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.content.PluginContent;
import io.quoin.installer.content.PluginFile;
import io.quoin.installer.content.PluginReader;
import io.quoin.installer.content.Staging;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a jar of a stranger says, and how much of it is listened to. */
class ReadingTest {

  private static final Bounds SMALL = new Bounds(4000, 5, 8000, 2, 1000, 3);

  @TempDir Path temporary;

  private PluginContent read(Path jar, Bounds bounds) throws Exception {
    return read(jar.toUri(), bounds);
  }

  private PluginContent read(URI source, Bounds bounds) throws Exception {
    try (Staging staging = Staging.in(temporary.resolve("staging"))) {
      return new PluginReader(bounds).read(PluginFile.fetch(source, staging, bounds), staging);
    }
  }

  private PluginException refused(Path jar) {
    return refused(jar.toUri());
  }

  private PluginException refused(URI source) {
    PluginException refusal =
        catchThrowableOfType(PluginException.class, () -> read(source, SMALL));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private Path jar(String name, Map<String, String> headers, Map<String, byte[]> entries)
      throws Exception {
    Attributes main = new Attributes();
    headers.forEach(main::putValue);
    return Jars.jar(temporary.resolve(name + ".jar"), main, entries);
  }

  @Test
  void a_bundle_is_a_plugin_with_its_name_unless_it_says_otherwise() throws Exception {
    Path plain = Jars.bundle(temporary, "plain", "1.2.0", Map.of());
    Path named = Jars.bundle(temporary, "other", "1.2.0", Map.of("Quoin-Plugin", "named"));

    assertThat(read(plain, SMALL).subject()).isEqualTo("plain 1.2.0");
    assertThat(read(named, SMALL).subject()).isEqualTo("named 1.2.0");
  }

  @Test
  void what_it_declares_is_read_with_the_reasons() throws Exception {
    Path jar =
        Jars.bundle(
            temporary,
            "some",
            "1.0.0",
            Map.of(
                "Quoin-Capabilities",
                "service;name=\"a.b.C\",sockets;reason=\"calls, and waits\",sockets"));

    assertThat(read(jar, SMALL).capabilities())
        .containsExactly(
            new PluginCapability(PluginCapability.Kind.SERVICE, "a.b.C", ""),
            new PluginCapability(PluginCapability.Kind.SOCKETS, "", "calls, and waits"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bundle-ManifestVersion | 1 | is no bundle: its manifest lacks Bundle-ManifestVersion: 2",
        "Bundle-SymbolicName | a;singleton:=true | is a singleton",
        "Bundle-SymbolicName | a,b | is no bundle: its manifest lacks one Bundle-SymbolicName",
        "Bundle-Version | one | has a manifest that cannot be read",
        "Import-Package | ;;= | is no bundle: Unable to parse header: ;;=",
        "Import-Package | a,a | is no bundle",
        "Require-Capability | x;filter:=\"((\" | is no bundle: Missing closing parenthesis",
        "Fragment-Host | system.bundle;extension:=framework | has the fragment some of system.bundle",
        "Quoin-Plugin | ../../etc | has the id '../../etc', which is not 1 to 100",
        "Quoin-Capabilities | everything | has 'everything'; known are service, package, files",
        "Quoin-Capabilities | service | a service or package has a name",
        "Quoin-Capabilities | files;name=x | a service or package has a name, and nothing else"
      })
  void a_manifest_that_is_wrong_is_refused(String header, String value, String complaint)
      throws Exception {
    Path jar = Jars.bundle(temporary, "some", "1.0.0", Map.of(header, value));

    PluginException refusal = refused(jar);

    assertThat(refusal.code()).isEqualTo(Code.MALFORMED);
    assertThat(refusal).hasMessageStartingWith(jar + " ").hasMessageContaining(complaint);
  }

  @Test
  void an_archive_that_contradicts_itself_is_refused() throws Exception {
    Path one = Jars.bundle(temporary, "one", "1.0.0", Map.of());
    Path two = Jars.bundle(temporary, "one", "2.0.0", Map.of());
    Map<String, String> headers = Map.of("Quoin-Plugin", "some", "Quoin-Plugin-Version", "1");

    assertThat(refused(Jars.archive(temporary, "same", "1.0.0", Map.of(), one, two)))
        .hasMessageContaining("has two bundles of the name one");
    assertThat(refused(Jars.archive(temporary, "odd", "x.y", Map.of(), one)))
        .hasMessageContaining("has the Quoin-Plugin-Version 'x.y', which is none");
    Map<String, String> lacking = new LinkedHashMap<>(headers);
    lacking.put("Quoin-Plugin-Bundles", "one.jar");
    assertThat(refused(jar("lacking", lacking, Map.of())))
        .hasMessageContaining("names the bundle 'one.jar' that is not in it");
    assertThat(refused(jar("nameless", Map.of("Quoin-Plugin-Bundles", "one.jar"), Map.of())))
        .hasMessageContaining("is an archive of bundles whose manifest lacks Quoin-Plugin");
  }

  @Test
  void a_jar_with_two_entries_of_a_name_is_refused() throws Exception {
    byte[] content = {1};
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("aaaa", content);
    entries.put("bbbb", content);
    Path jar = jar("twice", Map.of(), entries);
    String bytes = Files.readString(jar, StandardCharsets.ISO_8859_1);
    Files.writeString(jar, bytes.replace("bbbb", "aaaa"), StandardCharsets.ISO_8859_1);

    assertThat(refused(jar)).hasMessageContaining("has two entries of the name 'aaaa'");
  }

  @Test
  void a_plugin_that_is_too_large_is_refused() throws Exception {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    byte[] zeros = new byte[9000];
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      many.put("entry" + i, new byte[0]);
    }
    Path three =
        Jars.archive(
            temporary,
            "three",
            "1.0.0",
            Map.of(),
            Jars.bundle(temporary, "one", "1.0.0", Map.of()),
            Jars.bundle(temporary, "two", "1.0.0", Map.of()),
            Jars.bundle(temporary, "three", "1.0.0", Map.of()));

    assertTooLarge(jar("noise", Map.of(), Map.of("noise", noise)), "more than 4000 bytes;");
    assertTooLarge(jar("zeros", Map.of(), Map.of("zeros", zeros)), "more than 8000 bytes in it");
    assertTooLarge(jar("many", Map.of(), many), "more than 5 entries");
    assertTooLarge(
        jar("manifest", Map.of("Comment", "x".repeat(1000)), Map.of()),
        "more than 1000 bytes in META-INF/MANIFEST.MF");
    assertTooLarge(three, "more than 2 bundles");
    assertTooLarge(
        Jars.bundle(
            temporary,
            "some",
            "1.0.0",
            Map.of("Quoin-Capabilities", "files,sockets,threads,memory")),
        "declares more than 3 capabilities");
  }

  private void assertTooLarge(Path jar, String complaint) {
    PluginException refusal = refused(jar);
    assertThat(refusal.code()).isEqualTo(Code.TOO_LARGE);
    assertThat(refusal).hasMessageContaining(complaint);
  }

  @Test
  void what_is_no_jar_or_nowhere_is_refused() throws Exception {
    Path text = Files.writeString(temporary.resolve("text.jar"), "no jar");

    assertThat(refused(text)).hasMessageContaining("is no jar");
    assertThat(refused(jar("bare", Map.of(), Map.of())).code()).isEqualTo(Code.MALFORMED);
    assertThat(refused(temporary)).hasMessageContaining("cannot be read");
    assertThat(refused(URI.create("gopher://example.org/plugin.jar")))
        .hasMessage(
            "gopher://example.org/plugin.jar is not a place to fetch a plugin from; name a file");
  }
}
