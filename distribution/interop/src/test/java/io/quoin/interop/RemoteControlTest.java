package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running platform in the hands of {@code transmission-remote}, with torrents that are real. */
@Tag("clients")
class RemoteControlTest {

  private static final int PIECE = 16 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SUCCESS = "responded: \"success\"";

  @TempDir private Path directory;

  private final Loopback here = new Loopback();
  private Path served;
  private Map<String, String> digests;
  private Torrent torrent;
  private String magnet;
  private Running seeder;
  private ControlledQuoin platform;
  private String address;

  @BeforeEach
  void start() throws IOException {
    Installed.assume("transmission-remote", "transmission-cli");
    served = Files.createDirectory(directory.resolve("served"));
    Payload.MANY_FILES.writeTo(served);
    digests = Payload.digests(served);
    torrent =
        new QuoinCommand()
            .make(
                served.resolve(Payload.MANY_FILES.fileName()),
                Torrent.Kind.V1,
                PIECE,
                Optional.empty(),
                directory.resolve("payload.torrent"));
    int port = here.freePort();
    magnet = "magnet:?xt=urn:btih:" + torrent.hashes().get(0) + "&x.pe=127.0.0.1:" + port;
    seeder = new QuoinCommand().seed(here, port, torrent, served);
    startPlatform();
  }

  private void startPlatform() throws IOException {
    platform = ControlledQuoin.start(here, directory);
    address = platform.address();
  }

  @AfterEach
  void end() {
    if (seeder != null) {
      seeder.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  private String remote(String... words) {
    List<String> command = new ArrayList<>(List.of("transmission-remote", address));
    command.addAll(List.of(words));
    return Running.run(here, command);
  }

  private void does(String... words) {
    assertThat(remote(words)).as(String.join(" ", words)).contains(SUCCESS);
  }

  private void awaitShown(String word) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(remote("-t", "1", "-i")).contains(word));
  }

  @Test
  void a_magnet_becomes_files_is_verified_moved_and_deleted_with_its_data() throws Exception {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second").resolve("deeper");

    does("-a", magnet, "-w", first.toString());
    awaitShown("Percent Done: 100%");
    assertThat(Payload.digests(first)).isEqualTo(digests);
    assertThat(remote("-l")).contains("many files").contains("100%");
    assertThat(remote("-t", "1", "-if")).contains("(7 files)").contains("block less one");
    assertThat(remote("-t", "1", "-ic")).contains("1111");

    does("-t", "1", "-v");
    awaitShown("Percent Done: 100%");

    does("-t", "1", "--move", second.toString());
    awaitShown("Location: " + second);
    assertThat(Payload.digests(second)).isEqualTo(digests);
    awaitShown("Percent Done: 100%");

    does("-t", "1", "-rad");
    assertThat(Payload.digests(second)).isEmpty();
    assertThat(remote("-l")).doesNotContain("many files");
  }

  @Test
  void files_that_are_not_wanted_are_not_fetched_until_they_are() throws Exception {
    Path place = directory.resolve("place");
    String last = "many files/z";
    does("--start-paused");
    does("-a", magnet, "-w", place.toString());
    does("-t", "1", "-G", "0,1,2,3,4,5");

    does("-t", "1", "-s");
    awaitShown("Percent Done: 100%");
    Map<String, String> some = Payload.digests(place);
    does("-t", "1", "-g", "all");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Payload.digests(place)).isEqualTo(digests));

    assertThat(some).containsEntry(last, digests.get(last));
    assertThat(some).isNotEqualTo(digests);
  }

  @Test
  void what_is_set_outlives_a_restart() throws Exception {
    does("--start-paused");
    does("-a", torrent.file().toString(), "-w", directory.resolve("kept").toString());
    does("-t", "1", "-G", "0,1");
    does("-t", "1", "-ph", "2");
    does("-t", "1", "-L", "kept,labels");
    does("-t", "1", "-d", "77");
    does("-t", "1", "-sr", "1.5");
    does("-t", "1", "-td", "http://tracker.invalid/announce");
    does("-d", "888");
    does("-as");
    does("--alt-speed-downlimit", "66");

    platform.close();
    startPlatform();

    assertThat(remote("-t", "1", "-i"))
        .contains("Labels: kept, labels")
        .contains("State: Stopped")
        .contains("Download Limit: 77 kB/s")
        .contains("Ratio Limit: 1.5");
    assertThat(remote("-t", "1", "-if")).contains("High     Yes").contains("Normal   No");
    assertThat(remote("-t", "1", "-it")).contains("tracker.invalid");
    assertThat(remote("-si"))
        .contains("Enabled limit: 888 kB/s; Enabled turtle limit: 66 kB/s")
        .contains("Autostart added torrents: No");
  }

  @Test
  void torrents_are_stopped_started_and_change_places() {
    does("-a", magnet, "-w", directory.resolve("one").toString());
    awaitShown("Percent Done: 100%");

    does("-t", "1", "-S");
    assertThat(remote("-t", "1", "-i")).contains("State: Stopped");
    does("-t", "1", "-s");
    awaitShown("State: Idle");
    does("-t", "all", "--reannounce");
    does("-t", "1", "-Bh");
    assertThat(remote("-t", "1", "-i")).contains("Bandwidth Priority: High");
    assertThat(remote("-st")).contains("CURRENT SESSION").contains("Started 1 times");
  }

  @Test
  void the_process_ends_when_it_is_told_to() {
    does("--exit");

    platform.awaitSuccess();
  }
}
