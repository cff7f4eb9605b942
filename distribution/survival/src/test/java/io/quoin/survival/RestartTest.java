package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.Metainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles stop and start again and again while a fast download is under way. */
class RestartTest {

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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"storage", "discovery"})
  void connections_and_transfer_survive_restarts_where_it_is_downloaded(String bundle)
      throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart(bundle, "downloads");

      download.finish();
      assertTransferred(download);
      assertThat(download.connections()).as("%s", download).hasSize(1);
    }
  }

  @Test
  void a_transfer_survives_restarts_of_the_protocol_where_it_is_downloaded() throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart("protocol", "downloads");

      download.finish();
      assertTransferred(download);
      assertThat(download.connections()).as("%s", download).hasSize(1 + FastDownload.RESTARTS);
    }
  }

  @Test
  @Tag("long")
  void connections_and_transfer_survive_restarts_of_storage_where_it_is_served() throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart("storage", "serves");

      download.finish();
      assertTransferred(download);
      assertThat(download.connections()).as("%s", download).hasSize(1);
    }
  }

  @Test
  @Tag("long")
  void a_transfer_survives_restarts_of_the_protocol_where_it_is_served() throws Exception {
    try (FastDownload download = new FastDownload(payload, metainfo, scratch)) {
      download.restart("protocol", "serves");

      download.finish();
      assertTransferred(download);
      assertThat(download.connections()).as("%s", download).hasSize(1 + FastDownload.RESTARTS);
    }
  }

  private static void assertTransferred(FastDownload download) {
    assertThat(download.moved())
        .as("%s", download)
        .isLessThanOrEqualTo(payload.length() + FastDownload.RESTARTS * LOST_A_RESTART);
  }
}
