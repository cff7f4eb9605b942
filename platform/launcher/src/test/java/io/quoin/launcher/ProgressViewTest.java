package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

  private final StringWriter said = new StringWriter();
  private long now;
  private final ProgressView view = new ProgressView(new PrintWriter(said), false, () -> now);

  private static TorrentSnapshot torrent(TorrentState state, int verified) {
    return new TorrentSnapshot(
        TorrentId.of(InfoHashes.of(InfoHash.ofHex("0123456789abcdef0123456789abcdef01234567"))),
        "album",
        state,
        "",
        Path.of("music"),
        4,
        verified,
        4,
        4 - verified,
        0,
        0,
        0,
        0,
        0,
        4,
        verified,
        verified,
        0,
        0,
        Optional.empty());
  }

  @Test
  void outside_a_terminal_a_line_tells_of_every_change_of_state_at_once() {
    view.show(List.of(torrent(TorrentState.CHECKING, 1)));
    view.show(List.of(torrent(TorrentState.CHECKING, 2)));
    view.show(List.of(torrent(TorrentState.SEEDING, 4)));
    view.show(List.of(torrent(TorrentState.SEEDING, 4)));

    assertThat(said.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("25.0% checking"),
            second -> assertThat(second).contains("100.0% seeding"));
  }

  @Test
  void on_a_terminal_what_is_said_stands_above_the_bars() {
    ProgressView bars = new ProgressView(new PrintWriter(said), true, () -> now);

    bars.show(List.of(torrent(TorrentState.CHECKING, 1)));
    bars.say("nobody answers");
    bars.show(List.of(torrent(TorrentState.CHECKING, 2)));

    assertThat(said.toString().split("\n"))
        .satisfiesExactly(
            first -> assertThat(first).contains("25.0% checking"),
            second -> assertThat(second).isEqualTo("\u001b[1A\r\u001b[Jnobody answers"),
            third -> assertThat(third).startsWith("\r\u001b[K").contains("50.0% checking"));
  }

  @Test
  void outside_a_terminal_a_line_tells_of_progress_now_and_then() {
    for (int second = 0; second < 20; second++) {
      now = second * 1_000_000_000L;
      view.show(List.of(torrent(TorrentState.DOWNLOADING, 2)));
    }

    assertThat(said.toString().lines()).hasSize(4);
  }
}
