package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.CreatedTorrent;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A download that is killed again and again, each time without a word. */
class KilledProcessTest {

  /** The default budget of piece memory: what was in windows is lost. */
  private static final long LOST_A_KILL = 64L * MIB;

  @Test
  void a_download_that_is_killed_at_three_random_moments_loses_only_what_was_in_windows()
      throws Exception {
    kill(3, 512L * MIB);
  }

  @Test
  @Tag("long")
  void a_download_that_is_killed_at_fifty_random_moments_loses_only_what_was_in_windows()
      throws Exception {
    kill(50, 4608L * MIB);
  }

  private static void kill(int times, long size) throws Exception {
    Payload payload = new Payload("killed", size);
    CreatedTorrent torrent = payload.torrent(MIB);
    List<Long> moments = moments(times, size);
    List<Long> sent = new ArrayList<>();
    try (Scratch scratch = Scratch.with(size);
        WirePeers peers = new WirePeers().serving(torrent.metainfo(), payload)) {
      Path file = Files.write(scratch.path().resolve("torrent"), torrent.encoded());
      Path directory = Files.createDirectory(scratch.path().resolve("download"));
      QuoinProcess.warmUp(scratch.path());
      for (long moment : moments) {
        long before = peers.sent();
        try (QuoinProcess get =
            QuoinProcess.get(scratch.path(), directory, peers.address(), file)) {
          awaitSent(peers, before + moment, get);
          get.kill();
        }
        awaitQuiet(peers);
        sent.add((peers.sent() - before) / MIB);
      }
      finish(scratch, peers, directory, file);

      String figures =
          String.format(
              "%d MiB, killed %d times after %s MiB: %d MiB sent in all, %.1f MiB more a kill",
              size / MIB,
              times,
              sent,
              peers.sent() / MIB,
              (peers.sent() - size) / (double) MIB / times);
      System.out.println(figures);
      assertThat(peers.sent()).as(figures).isLessThanOrEqualTo(size + times * LOST_A_KILL);
      payload.assertIs(directory.resolve(payload.name()));
      assertThat(directory.resolve(".quoin"))
          .as("the record of a complete download")
          .doesNotExist();
    }
  }

  /**
   * Random moments, in bytes sent since the start before. Together they are less than the download,
   * so that it is never complete too early, and more than may be lost, so that one who starts from
   * nothing each time is found out.
   */
  private static List<Long> moments(int times, long size) {
    SplittableRandom random = new SplittableRandom(times);
    double[] drawn = random.doubles(times).toArray();
    double sum = 0;
    for (double one : drawn) {
      sum += one;
    }
    List<Long> moments = new ArrayList<>();
    for (double one : drawn) {
      moments.add((long) (one / sum * 0.8 * size));
    }
    assertThat(0.8 * size).isGreaterThan((double) times * LOST_A_KILL);
    return moments;
  }

  @Test
  void what_was_written_and_is_not_on_record_is_believed_only_if_it_is_right() throws Exception {
    Payload payload = new Payload("spoiled", 256L * MIB);
    CreatedTorrent torrent = payload.torrent(MIB);
    try (Scratch scratch = Scratch.with(payload.length());
        WirePeers peers = new WirePeers().serving(torrent.metainfo(), payload)) {
      Path file = Files.write(scratch.path().resolve("torrent"), torrent.encoded());
      Path directory = Files.createDirectory(scratch.path().resolve("download"));
      try (QuoinProcess get = QuoinProcess.get(scratch.path(), directory, peers.address(), file)) {
        awaitSent(peers, payload.length() / 2, get);
        get.kill();
      }
      awaitQuiet(peers);
      long first = peers.sent();
      List<Integer> unlisted = unlisted(directory, torrent);

      int spoiled = spoilHalf(directory.resolve(payload.name()), unlisted);
      finish(scratch, peers, directory, file);

      String figures =
          String.format(
              "%d MiB sent before the kill, %d pieces of 1 MiB not on record, %d of them spoiled,"
                  + " %d MiB sent after it",
              first / MIB, unlisted.size(), spoiled, (peers.sent() - first) / MIB);
      System.out.println(figures);
      assertThat(spoiled).as(figures).isPositive();
      payload.assertIs(directory.resolve(payload.name()));
    }
  }

  private static void finish(Scratch scratch, WirePeers peers, Path directory, Path file)
      throws Exception {
    try (QuoinProcess get = QuoinProcess.get(scratch.path(), directory, peers.address(), file)) {
      assertThat(get.await()).as(get.errors()).isZero();
    }
  }

  /** The pieces that the resume record does not list. */
  private static List<Integer> unlisted(Path directory, CreatedTorrent torrent) throws Exception {
    Path record =
        directory.resolve(".quoin").resolve(torrent.metainfo().infoHashes().handshake().hex());
    BDictionary said =
        (BDictionary) Bencode.decode(Files.readAllBytes(record), Bencode.Mode.STRICT);
    byte[] bits = said.string("pieces").orElseThrow().toByteArray();
    List<Integer> unlisted = new ArrayList<>();
    for (int piece = 0; piece < torrent.metainfo().layout().pieceCount(); piece++) {
      if ((bits[piece >> 3] & (0x80 >> (piece & 7))) == 0) {
        unlisted.add(piece);
      }
    }
    return unlisted;
  }

  /** Changes one byte in every other of these pieces, as far as the file goes. */
  private static int spoilHalf(Path file, List<Integer> pieces) throws Exception {
    int spoiled = 0;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < pieces.size(); i += 2) {
        long at = (long) pieces.get(i) * MIB + 12_345;
        if (at < open.length()) {
          open.seek(at);
          int right = open.read();
          open.seek(at);
          open.write(right ^ 1);
          spoiled++;
        }
      }
    }
    return spoiled;
  }

  /** Waits until they have sent so much to a process that still runs then. */
  private static void awaitSent(WirePeers peers, long bytes, QuoinProcess get) {
    await("byte " + bytes)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(House.PATIENCE)
        .until(() -> peers.sent() >= bytes || !get.running());
    assertThat(get.running()).as(get.errors()).isTrue();
  }

  /** Whoever was served is gone, and nothing more is counted for them. */
  private static void awaitQuiet(WirePeers peers) {
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(1))
        .atMost(House.PATIENCE)
        .until(() -> peers.closed() == peers.connected());
  }
}
