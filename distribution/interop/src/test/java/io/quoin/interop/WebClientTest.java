package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web client of Debian's transmission in a browser; target/screenshots has what it showed. */
@Tag("clients")
class WebClientTest {

  private static final Path CLIENT = Path.of("/usr/share/transmission/web");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String STATE = ".torrent_peer_details";

  @TempDir private Path directory;

  private final Loopback here = new Loopback();
  private Running seeder;
  private ControlledQuoin platform;
  private Browser browser;
  private Map<String, String> digests;
  private String magnet;

  @BeforeEach
  void start() throws IOException {
    Installed.assume("chromium", "chromium");
    Installed.assume("chromedriver", "chromium-driver");
    Installed.assume("transmission-daemon", "transmission-daemon");
    Path served = Files.createDirectory(directory.resolve("served"));
    Payload.MANY_FILES.writeTo(served);
    digests = Payload.digests(served);
    Torrent torrent =
        new QuoinCommand()
            .make(
                served.resolve(Payload.MANY_FILES.fileName()),
                Torrent.Kind.V1,
                16 << 10,
                Optional.empty(),
                directory.resolve("payload.torrent"));
    int port = here.freePort();
    seeder = new QuoinCommand().seed(here, port, torrent, served);
    magnet = "magnet:?xt=urn:btih:" + torrent.hashes().get(0) + "&x.pe=127.0.0.1:" + port;
    platform = ControlledQuoin.start(here, directory, "--web-home", CLIENT.toString());
    browser = Browser.open(here, directory.resolve("browser"), SCREENSHOTS);
  }

  @AfterEach
  void end() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (platform != null) {
      platform.close();
    }
    if (seeder != null) {
      seeder.close();
    }
  }

  @Test
  void a_torrent_is_added_watched_to_its_end_paused_and_removed() throws Exception {
    Path place = directory.resolve("films");
    browser.go("http://" + platform.address() + "/");
    browser.click("#toolbar-open");
    browser.type("#torrent_upload_url", magnet);
    browser.type("#add-dialog-folder-input", place.toString());
    browser.keep("1-add");
    browser.click("#upload_confirm_button");

    browser.awaitText(".torrent_name", "many files");
    browser.awaitText(STATE, "Seeding");
    browser.keep("2-complete");
    assertThat(Payload.digests(place)).isEqualTo(digests);

    browser.click(".torrent");
    browser.click("#toolbar-pause");
    browser.awaitText(STATE, "Paused");
    browser.keep("3-paused");

    browser.click("#toolbar-remove");
    browser.click("#dialog_confirm_button");
    browser.awaitGone(".torrent");
    browser.keep("4-removed");
    assertThat(complaints()).isEmpty();
  }

  /** Without the session id, which it learns from the first refusal. */
  private List<String> complaints() throws IOException {
    return browser.complaints().stream()
        .filter(message -> !message.contains("409") && !message.contains("favicon"))
        .toList();
  }
}
