package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.Content;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import io.quoin.storage.record.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks in any order, some wrong, some given up, through very little memory. */
class RandomDownloadTest {

  @TempDir private Path directory;

  static IntStream seeds() {
    return IntStream.range(0, Integer.getInteger("quoin.test.seeds", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_the_order_the_files_have_the_right_bytes(int seed) {
    Random random = new Random(seed);
    Content content = randomContent(random);
    Workshop.Sizes sizes = new Workshop.Sizes(2 + random.nextInt(15), 1 + seed % 3, 2, 2, 8, 16);
    try (Storage storage = new Storage(sizes, Storage.QUICK, Disk.REAL)) {
      Torrent torrent = storage.open(content.metainfo(), directory, OpenMode.RESUME).opened();

      new Download(torrent, content, random).run();

      torrent.untilComplete();
      assertThat(content.wrongIn(directory)).isEmpty();
      assertThat(storage.workshop().windows().peak()).isLessThanOrEqualTo(sizes.windows());
      assertReadsBack(torrent, content, random);
      torrent.close();
      assertThat(storage.workshop().windows().free()).isEqualTo(sizes.windows());
    }
  }

  private static Content randomContent(Random random) {
    if (random.nextInt(5) < 2) {
      int[] lengths = {17_000, 16_384, 40_000, 300_001, 1 << 20, (1 << 20) + 1, 2_500_000};
      int pieceLength = lengths[random.nextInt(lengths.length)];
      Map<List<String>, byte[]> files = Content.randomFiles(random, 6, 3_000_000);
      return new Content(Torrents.packed(pieceLength, files), files);
    }
    Map<List<String>, byte[]> files = Content.randomFiles(random, 6, 3_000_000);
    int pieceLength = Layout.BLOCK << random.nextInt(9);
    return new Content(
        Torrents.directory(List.of(Kind.values()).get(random.nextInt(3)), pieceLength, files),
        files);
  }

  private static void assertReadsBack(Torrent torrent, Content content, Random random) {
    int piece = random.nextInt(torrent.layout.pieceCount());
    byte[] bytes = content.piece(piece);
    int begin = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - begin, 1 + random.nextInt(256 << 10));
    assertThat(torrent.read(piece, begin, length))
        .isEqualTo(java.util.Arrays.copyOfRange(bytes, begin, begin + length));
  }

  /** Drives one torrent like an engine with many unreliable peers. */
  private static final class Download {
    private final Torrent torrent;
    private final Content content;
    private final Random random;
    private final Layout layout;
    private final BitSet wanted = new BitSet();
    private final Map<Integer, BitSet> missing = new HashMap<>();
    private final Map<Integer, byte[]> bytes = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    private final int poison;
    private int failuresSeen;
    private boolean room = true;

    private record Open(BlockSlot slot, int piece, int block) {}

    Download(Torrent torrent, Content content, Random random) {
      this.torrent = torrent;
      this.content = content;
      this.random = random;
      this.layout = torrent.layout;
      this.poison = random.nextBoolean() ? 0 : 150;
      wanted.set(0, layout.pieceCount());
      wanted.andNot(torrent.told.verified);
      torrent.told.onRoomFreed = () -> room = true;
    }

    void run() {
      while (!wanted.isEmpty()) {
        step();
        torrent.loop.runAll();
        learn();
        if (open.isEmpty() && (!room || nothingToAsk())) {
          torrent.loop.until("something happens", () -> room || somethingNew());
          learn();
        }
      }
    }

    private boolean nothingToAsk() {
      return wanted.stream().allMatch(p -> missing.containsKey(p) && missing.get(p).isEmpty());
    }

    private boolean somethingNew() {
      return torrent.told.failures.size() > failuresSeen
          || wanted.stream().anyMatch(torrent.told.verified::get);
    }

    private void learn() {
      wanted.andNot(torrent.told.verified);
      for (; failuresSeen < torrent.told.failures.size(); failuresSeen++) {
        PieceFailure failure = torrent.told.failures.get(failuresSeen);
        if (failure.wrong().isEmpty()) {
          missing.put(failure.piece(), all(failure.piece()));
        } else {
          missing.get(failure.piece()).or(failure.wrong());
        }
        if (content.metainfo().hasV2() && random.nextBoolean()) {
          torrent.store().leaves(failure.piece(), leaves(failure.piece()));
        }
        assertThat(failure.digests()).hasSize(layout.blocks(failure.piece()));
      }
    }

    private byte[] leaves(int piece) {
      return Torrents.leaves(content.piece(piece), layout.merkleLength(piece));
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> ask();
        case 4, 5, 6 -> arrive();
        default -> {
          if (random.nextInt(20) == 0) {
            giveUp();
          } else if (random.nextInt(10) == 0 && !open.isEmpty()) {
            release(open.remove(random.nextInt(open.size())));
          }
        }
      }
    }

    private void ask() {
      if (!room || open.size() > 100) {
        arrive();
        return;
      }
      int piece = pick();
      BitSet blocks = missing.computeIfAbsent(piece, this::all);
      if (blocks.isEmpty()) {
        return;
      }
      int block = blocks.nextSetBit(random.nextInt(blocks.length()));
      Optional<BlockSlot> slot = torrent.reserve(piece, block);
      if (slot.isEmpty()) {
        room = false;
        return;
      }
      blocks.clear(block);
      open.add(new Open(slot.get(), piece, block));
    }

    private int pick() {
      int[] all = wanted.stream().limit(1 + random.nextInt(40)).toArray();
      return all[random.nextInt(all.length)];
    }

    private void arrive() {
      if (open.isEmpty()) {
        return;
      }
      Open next = open.remove(random.nextInt(open.size()));
      byte[] all = bytes.computeIfAbsent(next.piece(), content::piece);
      byte[] block =
          java.util.Arrays.copyOfRange(
              all,
              next.block() * Layout.BLOCK,
              next.block() * Layout.BLOCK + layout.blockLength(next.piece(), next.block()));
      if (poison > 0 && random.nextInt(poison) == 0) {
        block[random.nextInt(block.length)] ^= 1;
      }
      next.slot().buffer().put(block);
      next.slot().filled();
    }

    private void release(Open slot) {
      slot.slot().release();
      missing.get(slot.piece()).set(slot.block());
    }

    private void giveUp() {
      int piece = pick();
      List<Open> ofPiece = open.stream().filter(o -> o.piece() == piece).toList();
      open.removeAll(ofPiece);
      ofPiece.forEach(this::release);
      if (missing.containsKey(piece) && !missing.get(piece).isEmpty()) {
        torrent.store().discard(piece);
        missing.put(piece, all(piece));
      }
    }

    private BitSet all(int piece) {
      BitSet blocks = new BitSet();
      blocks.set(0, layout.blocks(piece));
      return blocks;
    }
  }
}
