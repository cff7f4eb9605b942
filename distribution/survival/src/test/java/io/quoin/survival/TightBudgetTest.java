package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.pieces.PieceMemory;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many torrents of long pieces, many slow peers, and far less memory than pieces. */
class TightBudgetTest {

  private static final int BUDGET_MIB = 16;
  private static final int PEER_RATE = 1 * MIB;
  private static final int PEERS = 200;

  private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

  /** Direct memory beside the windows: receive buffers, and what lanes and sockets copy through. */
  private static final long BESIDES = 16L * MIB;

  @TempDir Path directory;

  @Test
  void a_few_torrents_of_long_pieces_complete_within_the_budget() throws Exception {
    complete(12, 64);
  }

  @Test
  @Tag("long")
  void sixty_four_torrents_of_16_MiB_pieces_and_one_of_256_MiB_complete_within_the_budget()
      throws Exception {
    complete(64, 256);
  }

  /** Downloads torrents of one 16 MiB piece and a bit, and one with a single larger piece. */
  private void complete(int torrents, int largePieceMib) throws Exception {
    Map<Payload, Metainfo> wanted = new LinkedHashMap<>();
    Payload large = new Payload("large", (long) largePieceMib * MIB);
    wanted.put(large, large.torrent(largePieceMib * MIB).metainfo());
    for (int i = 0; i < torrents; i++) {
      Payload payload = new Payload("piece-" + i, 16L * MIB + 100_000 + i);
      wanted.put(payload, payload.torrent(16 * MIB).metainfo());
    }
    VirtualFiles files = new VirtualFiles();
    try (WirePeers peers = new WirePeers().rate(PEER_RATE);
        House house = House.open(Map.of("io.quoin.storage", Map.of("budget.mib", BUDGET_MIB)))) {
      house.provide(VirtualFiles.ID, files);
      PieceMemory memory = house.service(PieceMemory.class);
      DirectMemory direct = new DirectMemory();
      long began = System.nanoTime();
      for (Map.Entry<Payload, Metainfo> each : wanted.entrySet()) {
        files.expecting(each.getKey());
        peers.serving(each.getValue(), each.getKey());
        house.add(AddTorrent.of(each.getValue(), directory).withProvider(VirtualFiles.ID));
      }
      List<Metainfo> metainfos = List.copyOf(wanted.values());
      for (int i = 0; i < PEERS; i++) {
        // A third of them for the large one, the others in turn for the rest.
        int which = i % 3 == 0 ? 0 : 1 + i * 2 / 3 % torrents;
        peers.dial(house.address(), metainfos.get(which));
      }

      await()
          .pollInSameThread()
          .atMost(LONG_PATIENCE)
          .untilAsserted(
              () -> {
                direct.look();
                assertThat(house.session().torrents())
                    .as("%s", memory.usage())
                    .allMatch(TorrentSnapshot::complete);
              });

      PieceMemory.Usage usage = memory.usage();
      long received =
          house.session().torrents().stream().mapToLong(TorrentSnapshot::receivedBytes).sum();
      String figures =
          String.format(
              "%d torrents of 16 MiB pieces and one of a %d MiB piece from %d peers: %d MiB in %d s,"
                  + " %d KiB received more than that, %d MiB written, %s, %d MiB of direct memory",
              torrents,
              largePieceMib,
              PEERS,
              wanted.keySet().stream().mapToLong(Payload::length).sum() / MIB,
              (System.nanoTime() - began) / 1_000_000_000,
              (received - wanted.keySet().stream().mapToLong(Payload::length).sum()) >> 10,
              files.written() / MIB,
              usage,
              direct.most() / MIB);
      System.out.println(figures);
      assertThat(wanted.keySet()).as(figures).allMatch(files::whole);
      assertThat(files.wrong()).as("wrong writes; %s", figures).isZero();
      assertThat(usage.budget()).as(figures).isEqualTo((long) BUDGET_MIB * MIB);
      assertThat(usage.peak()).as(figures).isLessThanOrEqualTo(usage.budget());
      assertThat(direct.most()).as(figures).isLessThanOrEqualTo(usage.budget() + BESIDES);
    }
  }
}
