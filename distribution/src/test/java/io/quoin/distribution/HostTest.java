package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of {@code docs/vendors.md}: with one dependency it downloads, and its main returns.
 */
@Tag("in-container")
class HostTest {

  private static final int BYTES = 20_000_001;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path temporary;

  private void downloadsWith(ChildJvm host, String framework) throws Exception {
    SourceFile program = new SourceFile(Document.named("vendors.md").blocks("java").get(0));
    Path seed = Files.createDirectory(temporary.resolve("seed"));
    Path downloads = Files.createDirectory(temporary.resolve("downloads"));
    try (Seeder seeder = new Seeder(seed, BYTES)) {
      ChildJvm.Result result =
          host.with(program.compile(temporary))
              .run(
                  program.type(),
                  PATIENCE,
                  seeder.torrent().toString(),
                  downloads.toString(),
                  "127.0.0.1:" + seeder.port());

      assertThat(result.output())
          .contains(BYTES + " bytes on " + framework)
          .endsWith("main returns" + System.lineSeparator());
      assertThat(result.exitCode()).isZero();
      assertThat(Files.mismatch(seeder.file(), downloads.resolve("payload.bin"))).isEqualTo(-1);
    }
  }

  @Test
  void what_else_the_document_shows_compiles() throws Exception {
    List<String> shown = Document.named("vendors.md").blocks("java");

    assertThat(shown).hasSizeGreaterThan(1);
    for (String source : shown) {
      assertThat(new SourceFile(source).compile(temporary)).isNotEmptyDirectory();
    }
  }

  @Test
  void on_felix() throws Exception {
    downloadsWith(ChildJvm.embedding(), "org.apache.felix.framework");
  }

  @Test
  void on_equinox() throws Exception {
    Path equinox =
        Path.of(EquinoxFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    downloadsWith(
        ChildJvm.embedding().without("org.apache.felix.framework-").with(equinox),
        "org.eclipse.osgi");
  }
}
