package io.quoin.storage.bench;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.Torrents;
import io.quoin.storage.files.FilesProvider;
import io.quoin.storage.record.Disk;
import io.quoin.storage.store.Stores;
import io.quoin.storage.store.Timing;
import io.quoin.storage.store.Workshop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.Stream;

/**
 * How fast one loop can push blocks through storage. Arguments: directory, MiB, lanes, rounds,
 * piece lengths in KiB. Prints MiB/s, the CPU seconds of loop and lanes, and bytes allocated per
 * block.
 */
public final class StorageBenchmark {

  private static final int BLOCK = 16384;
  private static final int DEPTH = 64;

  private StorageBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    int mib = Integer.parseInt(args[1]);
    int lanes = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    for (int round = 0; round < rounds; round++) {
      for (int i = 4; i < args.length; i++) {
        run(directory.resolve("quoin-bench"), mib, lanes, Integer.parseInt(args[i]) << 10);
      }
    }
  }

  private static void run(Path directory, int mib, int lanes, int pieceLength) throws Exception {
    byte[] piece = Torrents.bytes(1, pieceLength);
    Metainfo metainfo = Torrents.repeated(piece, (int) (((long) mib << 20) / pieceLength));
    Workshop workshop =
        new Workshop(new Workshop.Sizes(64, lanes, 1, 1, 64, 256), Timing.DEFAULT, Disk.REAL);
    Stores stores = new Stores(workshop);
    stores.add(FilesProvider.NAME, new FilesProvider());
    Loop loop = new Loop(metainfo, piece);
    stores.open(
        new StoreOrder(
            TorrentId.of(metainfo.infoHashes()),
            metainfo,
            FilesProvider.NAME,
            directory,
            directory.resolve(".record"),
            OpenMode.RESUME),
        loop.tasks::add,
        loop);
    long sleeps = sleeps();
    long allocated = allocated();
    long cpu = cpu("main");
    long start = System.nanoTime();
    loop.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    long blocks = ((long) mib << 20) / BLOCK;
    System.out.printf(
        "%5d KiB pieces: %6.0f MiB/s; loop %.2f s, lanes %.2f s of CPU; %d bytes a block on the"
            + " loop; peak %d windows; %d sleeps%n",
        pieceLength >> 10,
        mib / seconds,
        (cpu("main") - cpu) / 1e9,
        cpu("quoin-storage-lane") / 1e9,
        (allocated() - allocated) / blocks,
        workshop.windows().peak(),
        sleeps() - sleeps);
    loop.store.close().toCompletableFuture().get();
    stores.close();
    delete(directory);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** How often the threads of this process went to sleep, where Linux counts it. */
  private static long sleeps() throws Exception {
    Path tasks = Path.of("/proc/self/task");
    long sum = 0;
    if (Files.isDirectory(tasks)) {
      try (Stream<Path> all = Files.list(tasks)) {
        for (Path task : all.toList()) {
          for (String line : Files.readAllLines(task.resolve("status"))) {
            if (line.startsWith("voluntary_ctxt_switches:")) {
              sum += Long.parseLong(line.substring(24).trim());
            }
          }
        }
      }
    }
    return sum;
  }

  private static long cpu(String name) {
    var threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith(name)) {
        sum += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return sum;
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Requests blocks in order, a fixed number at once, and fills the oldest: one fast peer. */
  private static final class Loop implements PieceStoreEvents {
    private final BlockingQueue<Runnable> tasks = new LinkedTransferQueue<>();
    private final Metainfo metainfo;
    private final ByteBuffer content;
    private PieceStore store;
    private int piece;
    private int begin;
    private boolean room = true;
    private boolean done;

    private record Request(BlockSlot slot, int begin) {}

    private final ArrayDeque<Request> requests = new ArrayDeque<>();

    Loop(Metainfo metainfo, byte[] piece) {
      this.metainfo = metainfo;
      this.content = ByteBuffer.allocateDirect(piece.length).put(piece).clear();
    }

    void run() throws InterruptedException {
      while (!done) {
        Runnable task = requests.isEmpty() ? tasks.take() : tasks.poll();
        if (task != null) {
          task.run();
        }
        if (store != null) {
          request();
          fill();
        }
      }
    }

    private void request() {
      while (room && requests.size() < DEPTH && piece < metainfo.layout().pieceCount()) {
        Optional<BlockSlot> slot = store.reserve(piece, begin, BLOCK);
        if (slot.isEmpty()) {
          room = false;
          return;
        }
        requests.add(new Request(slot.get(), begin));
        begin += BLOCK;
        if (begin == metainfo.layout().pieceLength()) {
          begin = 0;
          piece++;
        }
      }
    }

    private void fill() {
      for (int i = 0; i < 8 && !requests.isEmpty(); i++) {
        Request request = requests.poll();
        request.slot().buffer().put(0, content, request.begin(), BLOCK);
        request.slot().filled();
      }
    }

    @Override
    public void opened(PieceStore opened, BitSet verified) {
      store = opened;
    }

    @Override
    public void roomFreed() {
      room = true;
      request();
    }

    @Override
    public void completed() {
      done = true;
    }

    @Override
    public void checking(int checked, int pieces) {}

    @Override
    public void verified(int piece, List<io.quoin.api.pieces.BlockDigest> digests) {}

    @Override
    public void failed(PieceFailure failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void broken(StoreFault why) {
      throw new AssertionError(why);
    }
  }
}
