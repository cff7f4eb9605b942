package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.HandLoop;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.PatternProvider;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {

  private static final int MIB = 1 << 20;
  private static final int WINDOWS = Storage.SMALL.windows();

  private final MemoryProvider memory = new MemoryProvider();
  private final Storage storage = new Storage().with(MemoryProvider.ID, memory);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void one_torrent_gets_all_but_the_last_eighth() {
    Torrent torrent = open(1, 32);

    List<BlockSlot> slots = reserveFirstBlocks(torrent, 32);

    assertThat(slots).hasSize(WINDOWS - WINDOWS / 8);
    assertThat(storage.workshop().windows().peak()).isEqualTo(WINDOWS - WINDOWS / 8);
  }

  @Test
  void a_torrent_without_a_window_gets_one_while_another_holds_many() {
    Torrent greedy = open(1, 32);
    Torrent modest = open(2, 32);
    reserveFirstBlocks(greedy, 32);

    List<BlockSlot> slots = reserveFirstBlocks(modest, 32);

    assertThat(slots).hasSize(1);
  }

  @Test
  void room_goes_first_to_those_without_a_window_then_in_turn() {
    Torrent greedy = open(1, 32);
    Torrent[] others = {open(2, 2), open(3, 2), open(4, 2)};
    List<BlockSlot> held = reserveFirstBlocks(greedy, 32);
    for (Torrent other : others) {
      reserveFirstBlocks(other, 2);
    }
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < others.length; i++) {
      int number = i;
      others[i].told.onRoomFreed =
          () -> {
            turns.add(number);
            others[number].reserve(1, 0);
          };
    }
    greedy.told.onRoomFreed = () -> turns.add(-1);

    // The third has none yet and is first; the rest of the turns is in the order of asking.
    for (BlockSlot slot : held.subList(0, 6)) {
      slot.release();
      greedy.loop.runAll();
      for (Torrent other : others) {
        other.loop.runAll();
      }
    }

    assertThat(turns.get(0)).isEqualTo(2);
    assertThat(turns).contains(-1, 0, 1);
    assertThat(turns.indexOf(-1)).isLessThan(turns.indexOf(0));
    assertThat(turns.indexOf(0)).isLessThan(turns.indexOf(1));
  }

  @Test
  void a_turn_that_is_not_used_goes_to_the_next() {
    Torrent greedy = open(1, 32);
    Torrent idle = open(2, 4);
    Torrent eager = open(3, 4);
    List<BlockSlot> held = reserveFirstBlocks(greedy, 32);
    reserveFirstBlocks(idle, 4);
    reserveFirstBlocks(eager, 4);
    Optional<?>[] got = {Optional.empty()};
    eager.told.onRoomFreed = () -> got[0] = eager.reserve(1, 0);

    held.forEach(BlockSlot::release);
    greedy.loop.runAll();
    idle.loop.runAll();
    eager.loop.until("the turn comes", () -> eager.told.roomFreed > 0);

    assertThat(idle.told.roomFreed).isPositive();
    assertThat(got[0]).isPresent();
  }

  @Test
  void the_oldest_quiet_windows_are_emptied_when_seven_eighths_are_taken() {
    byte[] content = Torrents.bytes(1, 32 * MIB);
    Torrent torrent = open(1, 32);
    for (int piece = 0; piece < 3; piece++) {
      torrent.bring(content, piece, 2);
    }

    for (int piece = 3; piece < 13; piece++) {
      torrent.reserved(piece, 0);
    }
    assertThat(memory.writes).isEmpty();
    torrent.reserved(13, 0);
    torrent.loop.until("one is emptied", () -> !memory.writes.isEmpty());

    assertThat(memory.writes)
        .containsExactly(
            new MemoryProvider.Write(List.of("data.bin"), 2L * Layout.BLOCK, Layout.BLOCK));
  }

  @Test
  void blocks_that_were_moved_to_disk_are_read_back_when_their_turn_to_be_hashed_comes() {
    byte[] content = Torrents.bytes(1, 32 * MIB);
    Torrent torrent = open(1, 32);
    for (int block = 1; block < 64; block += 2) {
      torrent.bring(content, 0, block);
    }
    List<BlockSlot> slots = new ArrayList<>();
    for (int piece = 1; piece < 14; piece++) {
      slots.add(torrent.reserved(piece, 0));
    }
    torrent.loop.until("the first is emptied", () -> !memory.writes.isEmpty());
    slots.forEach(BlockSlot::release);

    for (int block = 0; block < 64; block += 2) {
      torrent.bring(content, 0, block);
    }
    torrent.untilVerified(0);

    assertThat(torrent.read(0, 0, 200_000)).isEqualTo(java.util.Arrays.copyOf(content, 200_000));
  }

  @Test
  void everything_goes_back_when_a_torrent_closes_with_open_slots() {
    Torrent torrent = open(1, 32);
    List<BlockSlot> slots = reserveFirstBlocks(torrent, 32);

    torrent.close();

    assertThat(storage.workshop().windows().free()).isEqualTo(WINDOWS);
    slots.forEach(slot -> slot.buffer().put(0, (byte) 1));
    slots.forEach(BlockSlot::filled);
    assertThat(storage.workshop().windows().free()).isEqualTo(WINDOWS);
  }

  @Test
  @Timeout(120)
  void many_torrents_of_long_pieces_and_trickling_peers_complete_in_16_mib() {
    byte[] pattern = Torrents.bytes(9, MIB);
    PatternProvider provider = new PatternProvider(pattern);
    storage.with(PatternProvider.ID, provider);
    HandLoop loop = new HandLoop();
    List<Trickle> torrents = new ArrayList<>();
    Metainfo longest = Torrents.repeated(repeat(pattern, 256), 1);
    byte[] sixteen = repeat(pattern, 16);
    torrents.add(new Trickle(openOn(loop, longest, "long"), pattern));
    Metainfo shorter = Torrents.repeated(sixteen, 1);
    for (int i = 0; i < 64; i++) {
      torrents.add(new Trickle(openOn(loop, shorter, "t" + i), pattern));
    }

    new Peers(torrents, 200, new Random(1)).run(loop);

    assertThat(torrents).allMatch(t -> t.torrent.told.verified.get(0));
    assertThat(storage.workshop().windows().peak()).isLessThanOrEqualTo(16);
    assertThat(provider.wrong.get()).isZero();
  }

  /** A torrent of one piece, and what is missing of it. */
  private static final class Trickle {
    private final Torrent torrent;
    private final byte[] pattern;
    private final BitSet missing = new BitSet();
    private boolean room = true;

    Trickle(Torrent torrent, byte[] pattern) {
      this.torrent = torrent.opened();
      this.pattern = pattern;
      missing.set(0, torrent.layout.blocks(0));
      torrent.told.onRoomFreed =
          () -> {
            room = true;
            roomFreed.run();
          };
    }

    private Runnable roomFreed = () -> {};
  }

  /** Peers that each bring one block after another, in no order, one of them at a time. */
  private record Peers(List<Trickle> torrents, int count, Random random) {

    private record Open(Trickle of, BlockSlot slot, int block) {}

    void run(HandLoop loop) {
      List<Open> open = new ArrayList<>();
      for (Trickle torrent : torrents) {
        torrent.roomFreed = () -> ask(torrent, open);
      }
      while (torrents.stream().anyMatch(t -> !t.torrent.told.verified.get(0))) {
        for (int i = 0; i < 50 && open.size() < count; i++) {
          ask(torrents.get(random.nextInt(torrents.size())), open);
        }
        for (int i = 0; i < 25 && !open.isEmpty(); i++) {
          arrive(open.remove(random.nextInt(open.size())));
        }
        if (open.isEmpty()) {
          loop.until(
              "there is room, or nothing missing",
              () ->
                  !open.isEmpty()
                      || torrents.stream().anyMatch(t -> t.room && !t.missing.isEmpty())
                      || torrents.stream().allMatch(t -> t.torrent.told.verified.get(0)));
        }
        loop.runAll();
      }
    }

    private void ask(Trickle of, List<Open> open) {
      if (!of.room || of.missing.isEmpty()) {
        return;
      }
      int block = of.missing.nextSetBit(random.nextInt(of.missing.length()));
      Optional<BlockSlot> slot = of.torrent.reserve(0, block);
      of.room = slot.isPresent();
      slot.ifPresent(
          there -> {
            of.missing.clear(block);
            open.add(new Open(of, there, block));
          });
    }

    private void arrive(Open open) {
      if (random.nextInt(50) == 0) {
        open.slot().release();
        open.of().missing.set(open.block());
      } else {
        open.slot().buffer().put(open.of().pattern, open.block() % 64 * Layout.BLOCK, Layout.BLOCK);
        open.slot().filled();
      }
    }
  }

  private Torrent openOn(HandLoop loop, Metainfo metainfo, String name) {
    return storage.open(
        metainfo, PatternProvider.ID, directory.resolve(name), OpenMode.RESUME, loop);
  }

  private static byte[] repeat(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  private Torrent open(int seed, int pieces) {
    byte[] content = Torrents.bytes(seed, pieces * MIB);
    return storage
        .open(
            Torrents.single(Kind.V1, MIB, content),
            MemoryProvider.ID,
            directory.resolve("t" + seed),
            OpenMode.RESUME)
        .opened();
  }

  private static List<BlockSlot> reserveFirstBlocks(Torrent torrent, int pieces) {
    List<BlockSlot> slots = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      torrent.reserve(piece, 0).ifPresent(slots::add);
    }
    return slots;
  }
}
