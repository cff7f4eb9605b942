package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  private static final int MIB = 1 << 20;
  private static final List<String> DATA = List.of("data.bin");

  private final byte[] content = Torrents.bytes(1, 2 * MIB);
  private final Metainfo metainfo = Torrents.single(Kind.V1, MIB, content);
  private final MemoryProvider memory = new MemoryProvider();
  private final Storage storage = new Storage().with(MemoryProvider.ID, memory);
  private final CountDownLatch letGo = new CountDownLatch(1);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    letGo.countDown();
    storage.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(StorageException.Code.values())
        .map(code -> Arguments.of(code, StoreFault.Code.valueOf(code.name())));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_provider_that_cannot_write_breaks_the_store_with_its_reason(
      StorageException.Code code, StoreFault.Code expected) {
    Torrent torrent = open("a");
    memory.trouble(failing("write", new StorageException(code, "'data.bin' is cursed; bless it")));

    torrent.bringPiece(content, 0);
    torrent.untilBroken();

    assertThat(torrent.told.fault)
        .isEqualTo(new StoreFault(expected, "'data.bin' is cursed; bless it"));
    assertThat(torrent.told.verified.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open volume", "stamp", "open", "write", "sync"})
  void a_provider_that_throws_anything_breaks_only_its_store(String call) {
    memory.trouble(
        (doing, path) -> {
          if (doing.equals(call)) {
            throw new IllegalStateException("surprise");
          }
        });
    Torrent healthy = storage.open(metainfo, directory.resolve("files"), OpenMode.RESUME).opened();
    Torrent torrent = begin("a");

    torrent.loop.until("it opens or breaks", () -> torrent.store() != null || broken(torrent));
    if (!broken(torrent)) {
      torrent.bringPiece(content, 0);
      torrent.untilBroken();
    }
    healthy.bringAll(content);
    healthy.untilComplete();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.IO);
    assertThat(torrent.told.fault.message()).contains("'memory'").contains("surprise");
    assertThat(healthy.told.fault).isNull();
  }

  @Test
  void a_provider_that_throws_or_hangs_is_complained_of_and_one_that_refuses_is_not() {
    List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    storage
        .stores()
        .complainTo(
            (culprit, fault, words) ->
                complaints.add(fault + " " + (culprit == memory) + ": it " + words));
    Torrent refused = open("a");
    memory.trouble(failing("write", new StorageException(StorageException.Code.FULL, "full")));
    refused.bringPiece(content, 0);
    refused.untilBroken();

    memory.trouble(
        (doing, path) -> {
          if (doing.equals("write")) {
            throw new IllegalStateException("surprise");
          }
        });
    Torrent thrown = open("b");
    thrown.bringPiece(content, 0);
    thrown.untilBroken();
    memory.trouble(
        (doing, path) -> {
          if (doing.equals("write")) {
            await();
          }
        });
    Torrent hanging = open("c");
    hanging.bringPiece(content, 0);
    hanging.untilBroken();

    assertThat(complaints).hasSize(2);
    assertThat(complaints.get(0))
        .startsWith("THREW true: it threw java.lang.IllegalStateException: surprise as the storage")
        .contains("writing");
    assertThat(complaints.get(1)).startsWith("BLOCKED true: it has not returned for ");
  }

  @Test
  void a_missing_provider_is_named() {
    Torrent torrent = storage.open(metainfo, "cloud", directory, OpenMode.RESUME);

    torrent.untilBroken();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.NO_PROVIDER);
    assertThat(torrent.told.fault.message()).contains("'cloud'");
  }

  @Test
  void a_provider_that_goes_breaks_its_stores_alone() {
    Torrent mine = open("a");
    Torrent other = storage.open(metainfo, directory.resolve("files"), OpenMode.RESUME).opened();

    storage.stores().remove(MemoryProvider.ID, memory);
    mine.untilBroken();
    other.bringAll(content);
    other.untilComplete();

    assertThat(mine.told.fault.code()).isEqualTo(StoreFault.Code.NO_PROVIDER);
    assertThat(other.told.fault).isNull();
  }

  @Test
  void a_record_in_use_is_refused_until_it_is_closed() {
    Torrent first = open("a");

    Torrent second = begin("a");
    second.untilBroken();
    first.close();
    Torrent third = begin("a").opened();

    assertThat(second.told.fault.code()).isEqualTo(StoreFault.Code.IN_USE);
    assertThat(third.store()).isNotNull();
  }

  @Test
  void a_record_in_use_by_another_storage_is_refused() {
    open("a");

    try (Storage other = new Storage().with(MemoryProvider.ID, memory)) {
      Torrent second =
          other.open(metainfo, MemoryProvider.ID, directory.resolve("a"), OpenMode.RESUME);
      second.untilBroken();
      assertThat(second.told.fault.code()).isEqualTo(StoreFault.Code.IN_USE);
    }
  }

  @Test
  void a_torrent_that_is_closing_opens_again_when_that_is_done() {
    Torrent first = open("a");
    first.bringPiece(content, 0);
    first.untilVerified(0);
    first.store().close();

    Torrent second = open("a");

    assertThat(second.told.verifiedAtOpen.stream()).containsExactly(0);
  }

  @Test
  void a_check_that_is_given_up_makes_way_for_the_next_opening() {
    memory.put(DATA, content);
    CountDownLatch reading = new CountDownLatch(1);
    memory.trouble(
        (call, path) -> {
          if (call.equals("read")) {
            reading.countDown();
            await();
          }
        });
    Torrent first = begin("a");
    first.loop.until("it checks", () -> reading.getCount() == 0);

    first.opening.cancel();
    memory.noTrouble();
    letGo.countDown();
    Torrent second = open("a");

    first.loop.runAll();
    assertThat(first.told.store).isNull();
    assertThat(second.told.verifiedAtOpen.cardinality()).isEqualTo(2);
  }

  @Test
  void trusted_data_that_is_not_there_is_named() {
    Torrent torrent = storage.open(metainfo, directory, OpenMode.TRUST);

    torrent.untilBroken();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.MISSING);
    assertThat(torrent.told.fault.message()).contains("data.bin");
  }

  @Test
  void a_directory_in_the_place_of_a_file_is_named() throws Exception {
    Files.createDirectories(directory.resolve("data.bin"));
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME);

    torrent.untilBroken();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.DENIED);
    assertThat(torrent.told.fault.message()).contains("data.bin").contains("no plain file");
  }

  @Test
  void a_record_that_cannot_be_made_breaks_the_store() throws Exception {
    Files.writeString(directory.resolve(".quoin"), "in the way");
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME);

    torrent.untilBroken();

    assertThat(torrent.told.fault.message()).contains(".quoin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open volume", "stamp", "open", "write", "sync"})
  void a_call_that_hangs_breaks_its_torrent_alone(String call) {
    memory.trouble(hanging(call));
    Torrent stuck = begin("a");
    stuck.loop.until("it opens or breaks", () -> stuck.store() != null || broken(stuck));
    if (!broken(stuck)) {
      stuck.bringPiece(content, 0);
    }

    Torrent healthy = storage.open(metainfo, directory.resolve("files"), OpenMode.RESUME).opened();
    healthy.bringAll(content);
    healthy.untilComplete();
    stuck.untilBroken();

    assertThat(stuck.told.fault.code()).isEqualTo(StoreFault.Code.HANGS);
    assertThat(stuck.told.fault.message()).contains("'memory'");
    assertThat(healthy.told.fault).isNull();
  }

  @Test
  void a_hanging_store_leaves_room_for_others_and_gives_its_memory_back() {
    byte[] much = Torrents.bytes(2, 32 * MIB);
    Torrent stuck =
        storage
            .open(
                Torrents.single(Kind.V1, MIB, much),
                MemoryProvider.ID,
                directory.resolve("a"),
                OpenMode.RESUME)
            .opened();
    memory.trouble(hanging("write"));
    List<BlockSlot> slots = new ArrayList<>();
    for (int piece = 0; piece < 32; piece++) {
      for (int block = 0; block < 64; block++) {
        int p = piece;
        int b = block;
        stuck.reserve(p, b).ifPresent(slot -> fill(stuck, slot, much, p, b, slots));
      }
    }
    int taken = 16 - storage.workshop().windows().free();

    Torrent healthy = storage.open(metainfo, directory.resolve("files"), OpenMode.RESUME).opened();
    healthy.bringAll(content);
    healthy.untilComplete();
    healthy.close();
    stuck.untilBroken();

    assertThat(taken).isEqualTo(14);
    stuck.loop.until("all but one is back", () -> storage.workshop().windows().free() == 15);
    letGo.countDown();
    stuck.loop.until("the last is back", () -> storage.workshop().windows().free() == 16);
  }

  @Test
  void closing_does_not_wait_for_a_call_that_hangs() {
    Torrent stuck = open("a");
    memory.trouble(hanging("write"));
    stuck.bringPiece(content, 0);

    CompletableFuture<Void> closed = stuck.store().close().toCompletableFuture();

    stuck.loop.until("it is given up", closed::isDone);
    assertThat(stuck.told.fault).isNull();
  }

  @Test
  void a_store_that_hangs_is_not_opened_again_before_its_call_returns() {
    Torrent stuck = open("a");
    memory.trouble(hanging("write"));
    stuck.bringPiece(content, 0);
    stuck.untilBroken();

    Torrent tooEarly = begin("a");
    tooEarly.untilBroken();
    memory.noTrouble();
    letGo.countDown();
    Torrent[] again = {begin("a")};
    again[0].loop.until(
        "it opens",
        () -> {
          if (broken(again[0])) {
            again[0] = begin("a");
          }
          again[0].loop.runAll();
          return again[0].store() != null;
        });

    assertThat(tooEarly.told.fault.code()).isEqualTo(StoreFault.Code.HANGS);
  }

  @Test
  void bytes_that_vanish_break_the_store_and_the_read_comes_back_empty() throws Exception {
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();
    torrent.bringAll(content);
    torrent.untilComplete();
    Files.write(directory.resolve("data.bin"), new byte[10]);
    List<Boolean> present = new ArrayList<>();

    torrent.store().read(1, 0, 100, lease -> present.add(lease.isPresent()));
    torrent.untilBroken();

    assertThat(present).containsExactly(false);
    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.MISSING);
    assertThat(torrent.told.fault.message()).contains("data.bin");
  }

  @Test
  void calls_after_the_end_do_nothing() {
    Torrent torrent = open("a");
    BlockSlot slot = torrent.reserved(0, 0);
    torrent.close();

    slot.buffer().put(0, (byte) 1);
    slot.filled();
    torrent.store().discard(0);

    assertThat(torrent.reserve(0, 1)).isEmpty();
    assertThat(torrent.store().read(0, 0, 1, lease -> {})).isFalse();
    assertThat(torrent.store().close().toCompletableFuture()).isDone();
    torrent.loop.runAll();
    assertThat(torrent.told.fault).isNull();
  }

  @Test
  void no_event_follows_a_cancelled_opening() {
    Torrent torrent = begin("a");

    torrent.opening.cancel();
    Torrent next = open("b");

    next.loop.runAll();
    torrent.loop.runAll();
    assertThat(torrent.told.store).isNull();
    assertThat(torrent.told.fault).isNull();
  }

  private static void fill(
      Torrent torrent, BlockSlot slot, byte[] much, int piece, int block, List<BlockSlot> slots) {
    slots.add(slot);
    torrent.put(slot, much, piece, block);
  }

  private static boolean broken(Torrent torrent) {
    return torrent.told.fault != null;
  }

  private Torrent begin(String name) {
    return storage.open(metainfo, MemoryProvider.ID, directory.resolve(name), OpenMode.RESUME);
  }

  private Torrent open(String name) {
    return begin(name).opened();
  }

  private static MemoryProvider.Trouble failing(String call, StorageException with) {
    return (doing, path) -> {
      if (doing.equals(call) && path.equals(DATA)) {
        throw with;
      }
    };
  }

  private MemoryProvider.Trouble hanging(String call) {
    return (doing, path) -> {
      if (doing.equals(call)) {
        await();
      }
    };
  }

  private void await() {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new AssertionError("storage threads are never interrupted", e);
    }
  }
}
