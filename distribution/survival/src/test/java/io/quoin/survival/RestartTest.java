package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.Metainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles stop and start again and again while a fast download is under way. */
@ExtendWith(LeavesNothing.class)
class RestartTest {

  private static final int RESTARTS = 5;

  /** What may be on its way or unfinished when a bundle stops, and be asked for again. */
  private static final long LOST_A_RESTART = 64L * MIB;

  private static Scratch scratch;
  private static Payload payload;
  private static Metainfo metainfo;

  @BeforeAll
  static void makeTheTorrent() throws Exception {
    payload = new Payload("restarts", 1L << 30);
    scratch = Scratch.with(payload.length());
    metainfo = payload.torrent(MIB).metainfo();
  }

  @AfterAll
  static void deleteTheRest() throws Exception {
    scratch.close();
  }

  @ParameterizedTest(name = "{0} of the one that {1}")
  @CsvSource({"storage,   downloads", "storage,   serves", "discovery, downloads"})
  void connections_and_transfer_survive_restarts_of(String bundle, String side) throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart(bundle, side, RESTARTS);

      download.finish();
      assertThat(download.moved())
          .as("%s", download)
          .isLessThanOrEqualTo(payload.length() + RESTARTS * LOST_A_RESTART);
      assertThat(download.connections()).as("%s", download).hasSize(1);
    }
  }

  @ParameterizedTest(name = "protocol of the one that {0}")
  @CsvSource({"downloads", "serves"})
  void a_transfer_survives_restarts_of_the_protocol(String side) throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart("protocol", side, RESTARTS);

      download.finish();
      assertThat(download.moved())
          .as("%s", download)
          .isLessThanOrEqualTo(payload.length() + RESTARTS * LOST_A_RESTART);
      assertThat(download.connections()).as("%s", download).hasSize(1 + RESTARTS);
    }
  }
}
