package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.Platform;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin of {@code docs/plugin-authors.md} is built as shown, and works. */
@Tag("in-container")
class PluginAuthorsDocumentTest {

  private static final int BYTES = 1_000_001;

  @TempDir private Path temporary;

  @Test
  void the_plugin_finds_the_peer_that_it_knows() throws Exception {
    Document document = Document.named("plugin-authors.md");
    Path classes = new SourceFile(document.blocks("java").get(0)).compile(temporary);
    Path plugin = bundle(classes, document.blocks("properties").get(0));
    Path seed = Files.createDirectory(temporary.resolve("seed"));
    Path downloads = temporary.resolve("downloads");

    try (Seeder seeder = new Seeder(seed, BYTES);
        Platform platform =
            Platform.builder()
                .bundles(Assembly.BUNDLES)
                .bundle(plugin)
                .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
                .configure("com.example.peers", Map.of("port", seeder.port()))
                .start()) {
      Session session = platform.service(Session.class, Duration.ofSeconds(10));
      TorrentId id =
          session.add(
              AddTorrent.of(Metainfo.parse(Files.readAllBytes(seeder.torrent())), downloads));
      session.completion(id).toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(Files.mismatch(seeder.file(), downloads.resolve("payload.bin"))).isEqualTo(-1);
    }
  }

  private Path bundle(Path classes, String instructions) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(instructions));
    Path file = temporary.resolve("plugin.jar");
    try (Builder builder = new Builder()) {
      builder.addClasspath(new File(classes.toString()));
      for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (each.endsWith(".jar")) {
          builder.addClasspath(new File(each));
        }
      }
      builder.setProperties(properties);
      try (Jar jar = builder.build()) {
        assertThat(builder.getErrors()).isEmpty();
        jar.write(file.toFile());
      }
    }
    return file;
  }
}
