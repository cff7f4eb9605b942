package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("in-container")
class DemoTest {

  @Test
  void every_downloader_gets_the_seeders_files_from_at_least_two_others() throws Exception {
    try (DemoSwarm swarm =
        new DemoSwarm(Assembly.BUNDLES, Assembly.plugin("io.quoin.examples.tracker"), 32 << 20)) {
      DemoResult result = swarm.run(new Quiet());

      List<Path> folders = new ArrayList<>(swarm.folders().values());
      assertThat(result.right()).isTrue();
      assertThat(folders).hasSize(4);
      for (Path downloaded : folders.subList(1, 4)) {
        assertSameFiles(folders.get(0), downloaded);
      }
      assertThat(result.downloads())
          .hasSize(3)
          .allSatisfy(download -> assertThat(download.received()).hasSizeGreaterThanOrEqualTo(2));
    }
  }

  private static void assertSameFiles(Path expected, Path actual) throws IOException {
    List<Path> files;
    try (var found = Files.walk(expected.resolve("quoin-demo"))) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSize(3);
    for (Path file : files) {
      assertThat(Files.mismatch(file, actual.resolve(expected.relativize(file))))
          .as("first byte that differs of %s", file)
          .isEqualTo(-1);
    }
  }

  @Test
  void the_command_says_who_was_served_by_whom() throws Exception {
    Script.Result result = Script.run(Duration.ofMinutes(3), "demo", "--size", "16", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonObject answer = JsonParser.parseString(result.out()).getAsJsonObject();
    assertThat(answer.get("right").getAsBoolean()).isTrue();
    assertThat(answer.get("peers").getAsJsonArray()).hasSize(3);
  }

  private static final class Quiet implements DemoSwarm.Watcher {
    @Override
    public void begins(String what) {
      // Nobody looks.
    }

    @Override
    public void look(Map<String, TorrentSnapshot> torrents) {
      // Nobody looks.
    }
  }
}
