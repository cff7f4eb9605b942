package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.ledger.Signature;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries from any thread and does them on the journal's loop, as many as have gathered in
 * one transaction. The first entry after a rest is committed at once; while there is more to do,
 * one commit follows the other by 20 ms at least, so that many share a sync.
 *
 * <p>While vouchers of a group are being signed elsewhere, its transaction stays open and the loop
 * is free; entries that come meanwhile wait for the next group.
 */
final class Clerk {

  static final int WAITING = 4096;
  static final int GROUP = 512;
  static final Duration PACE = Duration.ofMillis(20);
  static final Duration SIGNING_TIMEOUT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

  private final JournalFile file;
  private final Owner owner;
  private final Limits limits;
  private final InstantSource clock;
  private final JournalLoop loop;
  private final BlockingQueue<Entry<?>> queue = new ArrayBlockingQueue<>(WAITING);
  private final AtomicBoolean awake = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean closing;

  // The loop's own.
  private Optional<Books> books;
  private Optional<Group> current = Optional.empty();
  private long notBefore;

  /**
   * Opens the journal.
   *
   * @throws JournalException {@code STORAGE} if it cannot be used
   */
  Clerk(JournalFile file, Owner owner, Limits limits, InstantSource clock, JournalLoop loop)
      throws JournalException {
    this.file = file;
    this.owner = owner;
    this.limits = limits;
    this.clock = clock;
    this.loop = loop;
    this.notBefore = loop.nanoTime();
    try {
      this.books = Optional.of(opened());
    } catch (SQLException e) {
      throw storage(e);
    }
  }

  private Books opened() throws SQLException {
    return Books.over(file.open(), owner, limits, clock);
  }

  /** Has an entry done. */
  <T> CompletionStage<T> submit(Entry<T> entry) {
    if (closing) {
      entry.fail(shut());
    } else if (!queue.offer(entry)) {
      entry.fail(
          new JournalException(
              Code.BUSY, "the journal has " + WAITING + " entries waiting; try again later"));
    } else if (closing && queue.remove(entry)) {
      // Closed in between: perhaps nobody looks into the queue any more.
      entry.fail(shut());
    } else {
      wake();
    }
    return entry.answer();
  }

  private JournalException shut() {
    return new JournalException(Code.CLOSED, "the journal " + file + " is closed");
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      loop.execute(this::begin);
    }
  }

  private void begin() {
    long delay = notBefore - loop.nanoTime();
    if (delay > 0) {
      loop.after(Duration.ofNanos(delay), this::work);
    } else {
      work();
    }
  }

  private void work() {
    awake.set(false);
    if (current.isPresent() || closed.isDone()) {
      return;
    }
    List<Entry<?>> entries = new ArrayList<>();
    queue.drainTo(entries, GROUP);
    if (!entries.isEmpty()) {
      Group group = new Group(entries);
      current = Optional.of(group);
      start(group);
    } else if (closing) {
      finish();
    }
  }

  private void start(Group group) {
    try {
      if (books.isEmpty()) {
        books = Optional.of(opened());
      }
      database().begin();
      proceed(group);
    } catch (SQLException e) {
      broken(group, e);
    }
  }

  private Database database() {
    return books.orElseThrow().database();
  }

  private void proceed(Group group) throws SQLException {
    boolean more = group.hasNext();
    while (more) {
      more = step(group) && group.hasNext();
    }
    if (!group.unsigned().isEmpty()) {
      awaitSignatures(group);
    } else if (group.hasNext()) {
      throw new SQLException("a voucher is stored without its signature");
    } else {
      commit(group);
    }
  }

  /**
   * Does the next entry.
   *
   * @return false if it must wait for a signature
   */
  private boolean step(Group group) throws SQLException {
    database().beginEntry();
    try {
      Optional<CompletionStage<Signature>> signature = group.current().apply(books.orElseThrow());
      database().keepEntry();
      signature.ifPresentOrElse(group::awaitSignature, group::done);
      return true;
    } catch (AwaitsSignature earlier) {
      database().undoEntry();
      return false;
    } catch (JournalException | RuntimeException refusal) {
      database().undoEntry();
      group.refuse(refusal);
      return true;
    }
  }

  private void awaitSignatures(Group group) {
    int round = group.nextRound();
    CompletableFuture.allOf(group.unsigned().values().toArray(new CompletableFuture<?>[0]))
        .whenComplete((all, failure) -> loop.execute(() -> signed(group, round)));
    loop.after(SIGNING_TIMEOUT, () -> signed(group, round));
  }

  private void signed(Group group, int round) {
    if (!group.isRound(round)) {
      return;
    }
    group.nextRound();
    try {
      if (putIn(group)) {
        group.unsigned().clear();
        proceed(group);
      } else {
        database().rollback();
        group.restart();
        database().begin();
        proceed(group);
      }
    } catch (SQLException e) {
      broken(group, e);
    }
  }

  /** Whether every signature came. */
  private boolean putIn(Group group) throws SQLException {
    boolean complete = true;
    for (Map.Entry<Entry<?>, CompletableFuture<Signature>> wait : group.unsigned().entrySet()) {
      Optional<Signature> signature = Optional.empty();
      Throwable reason = null;
      try {
        signature = Optional.ofNullable(wait.getValue().getNow(null));
      } catch (RuntimeException failure) {
        reason = failure.getCause();
      }
      if (signature.isPresent()) {
        wait.getKey().sign(books.orElseThrow(), signature.get());
      } else {
        complete = false;
        group.giveUp(
            wait.getKey(),
            new JournalException(
                Code.NOT_SIGNED, "the wallet did not sign a voucher; try again", reason));
      }
    }
    return complete;
  }

  private void commit(Group group) throws SQLException {
    database().commit();
    if (group.writes()) {
      notBefore = loop.nanoTime() + PACE.toNanos();
    }
    leave(group, group::answer);
  }

  /** What of the group is on disk is not known: the file is opened anew before the next. */
  private void broken(Group group, SQLException failure) {
    LOG.warn("The journal {} failed and is opened anew: {}", file, failure.getMessage());
    try {
      books.ifPresent(Clerk::close);
    } finally {
      books = Optional.empty();
      leave(group, () -> group.failAll(storage(failure)));
    }
  }

  private void leave(Group group, Runnable answer) {
    group.nextRound();
    current = Optional.empty();
    answer.run();
    if (!queue.isEmpty() || closing) {
      wake();
    }
  }

  private static void close(Books books) {
    try {
      books.database().close();
    } catch (SQLException e) {
      LOG.warn("A connection to the journal was not closed: {}", e.getMessage());
    }
  }

  private JournalException storage(SQLException failure) {
    return new JournalException(
        Code.STORAGE,
        "the journal " + file + " failed: " + failure.getMessage() + "; see to its disk",
        failure);
  }

  /**
   * Takes no more entries, does those that were taken, closes the file and lets go of it.
   *
   * @return completes when nothing is open any more
   */
  CompletionStage<Void> close() {
    closing = true;
    wake();
    return closed.minimalCompletionStage();
  }

  private void finish() {
    books.ifPresent(Clerk::close);
    books = Optional.empty();
    file.letGo();
    closed.complete(null);
  }
}
