package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the assembled jars say of themselves. */
class ManifestTest {

  static List<Path> ownBundles() throws IOException {
    return Assembly.jars(Assembly.BUNDLES, "io.quoin.*.jar");
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }

  @ParameterizedTest
  @MethodSource("ownBundles")
  void a_bundle_exports_nothing(Path jar) throws IOException {
    assertThat(manifest(jar).getValue("Export-Package")).isNull();
  }

  @ParameterizedTest
  @MethodSource("ownBundles")
  void a_bundle_is_named_after_its_package_and_needs_no_sibling(Path jar) throws IOException {
    Attributes manifest = manifest(jar);
    String name = manifest.getValue("Bundle-SymbolicName");

    assertThat(jar.getFileName().toString()).startsWith(name + "-");
    assertThat(manifest.getValue("Require-Bundle")).isNull();
    assertThat(manifest.getValue("Import-Package"))
        .contains("io.quoin.api.")
        .doesNotContainPattern("io\\.quoin\\.(?!api\\.|metainfo)");
  }

  @Test
  void an_incentive_needs_the_api_alone() throws IOException {
    Attributes manifest = manifest(Assembly.plugin("io.quoin.examples.ratio"));

    assertThat(manifest.getValue("Export-Package")).isNull();
    assertThat(manifest.getValue("Import-Package").split(",(?=[a-z])"))
        .allMatch(
            imported ->
                imported.matches(
                    "(io\\.quoin\\.api\\.|io\\.quoin\\.metainfo|org\\.slf4j|javax?\\.).*"));
  }

  @Test
  void the_tron_ledger_needs_nothing_that_is_ever_exchanged() throws IOException {
    Path jar = Assembly.jars(Assembly.BUNDLES, "io.quoin.ledger.tron-*.jar").get(0);

    assertThat(manifest(jar).getValue("Import-Package").split(",(?=[a-z])"))
        .allMatch(
            imported ->
                imported.matches("(io\\.quoin\\.api\\.|org\\.slf4j|javax?\\.|sun\\.misc).*"));
  }

  @Test
  void the_api_and_metainfo_export_what_they_are() throws IOException {
    for (String room : List.of("api", "metainfo")) {
      Path jar = Assembly.jars(Assembly.LIB, "io.quoin." + room + "-*.jar").get(0);

      assertThat(manifest(jar).getValue("Export-Package")).contains("io.quoin." + room);
    }
  }

  @Test
  void what_is_lent_by_the_host_is_no_bundle() throws IOException {
    assertThat(
            Assembly.jars(
                Assembly.BUNDLES, "{io.quoin.api,io.quoin.metainfo,slf4j-api,logback}*.jar"))
        .isEmpty();
  }
}
