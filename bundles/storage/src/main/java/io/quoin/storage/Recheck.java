package io.quoin.storage;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Crew;
import io.quoin.storage.crew.Crew.Patience;
import io.quoin.storage.crew.Strand;
import io.quoin.storage.crew.Watched;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.files.FilesProvider;
import io.quoin.storage.store.Belief;
import io.quoin.storage.store.Checker;
import io.quoin.storage.volume.Blame;
import io.quoin.storage.volume.OpenFiles;
import io.quoin.storage.volume.ProviderCalls;
import io.quoin.storage.volume.TorrentFiles;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Checks data against a torrent, without a container and without a record: hashes what is there
 * with several threads, in reads of up to 1 MiB.
 *
 * <pre>{@code
 * Recheck.Result result = Recheck.run(metainfo, directory, 4, (piece, right, done) -> show(done));
 * }</pre>
 */
public final class Recheck {

  private static final int OPEN_FILES = 64;

  private Recheck() {}

  /** Is told how the check goes: one call at a time, on threads of the check. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A piece was examined.
     *
     * @param piece its index
     * @param right whether its bytes are those of the torrent
     * @param done pieces examined so far, those that are not there included
     */
    void checked(int piece, boolean right, int done);
  }

  /**
   * What was found.
   *
   * @param pieces how many the torrent has
   * @param right those whose bytes are right
   * @param missing those of which a file is not there or too short; none of them was read
   */
  public record Result(int pieces, BitSet right, BitSet missing) {

    /**
     * Whether every byte is there and right.
     *
     * @return true if no piece is wrong or missing
     */
    public boolean complete() {
      return right.cardinality() == pieces;
    }
  }

  /**
   * Checks and waits for the result.
   *
   * @param metainfo what the data must be; of a version 2 torrent with its piece layers
   * @param directory where the torrent's file or directory is
   * @param threads that read and hash, 1 or more; the number of cores suits a fast disk, 1 a
   *     rotating one
   * @param progress who is told
   * @return what was found
   * @throws StorageException if a file cannot be read, the two versions of a hybrid torrent
   *     disagree, or the torrent has no piece hashes
   * @throws InterruptedException if the caller is interrupted; the check ends soon after
   */
  public static Result run(Metainfo metainfo, Path directory, int threads, Progress progress)
      throws StorageException, InterruptedException {
    if (!metainfo.hasV1() && !metainfo.missingPieceLayers().isEmpty()) {
      throw new StorageException(
          StorageException.Code.MISSING,
          "'" + metainfo.name() + "' comes without piece hashes; use a torrent file that has them");
    }
    Crew crew = new Crew("quoin-check-", threads, Patience.DEFAULT);
    try {
      return run(metainfo, directory, crew, progress);
    } finally {
      crew.close();
    }
  }

  private static Result run(Metainfo metainfo, Path directory, Crew crew, Progress progress)
      throws StorageException, InterruptedException {
    Watched nobody = (doing, seconds) -> {};
    Worker here = new Worker();
    ProviderCalls calls = new ProviderCalls(FilesProvider.NAME, nobody, Blame.NONE);
    TorrentFiles files =
        new TorrentFiles(
            metainfo.layout(),
            calls.open(new FilesProvider(), directory, here),
            calls,
            new OpenFiles(OPEN_FILES),
            new Strand(crew));
    List<Optional<FileStamp>> stamps = files.stamps(here);
    BitSet present = Belief.present(metainfo.layout(), stamps);
    Watch watch = new Watch(progress, metainfo.layout().pieceCount() - present.cardinality());
    new Checker(metainfo, files, present, crew, watch).start();
    try {
      BitSet right = watch.outcome.get();
      BitSet missing = new BitSet();
      missing.set(0, metainfo.layout().pieceCount());
      missing.andNot(present);
      return new Result(metainfo.layout().pieceCount(), right, missing);
    } catch (ExecutionException failed) {
      throw StorageException.class.cast(failed.getCause());
    } finally {
      watch.wanted = false;
      files.close(here);
    }
  }

  /** Turns what the checker tells into one outcome. */
  private static final class Watch implements Checker.Progress {
    private final Progress progress;
    private final int missing;
    private final CompletableFuture<BitSet> outcome = new CompletableFuture<>();
    private volatile boolean wanted = true;

    Watch(Progress progress, int missing) {
      this.progress = progress;
      this.missing = missing;
    }

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public void checked(int piece, boolean right, int checked) {
      progress.checked(piece, right, missing + checked);
    }

    @Override
    public void done(BitSet good, Worker worker) {
      outcome.complete(good);
    }

    @Override
    public void failed(StorageException why) {
      outcome.completeExceptionally(why);
    }

    @Override
    public void disagreement(int piece) {
      outcome.completeExceptionally(
          new StorageException(
              StorageException.Code.IO,
              "The two versions of this torrent disagree about piece "
                  + piece
                  + ": it is not sound, don't use it"));
    }
  }
}
