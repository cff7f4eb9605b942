package io.quoin.storage.window;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one budget of windows for all torrents.
 *
 * <p>A torrent without a window may take the last one; a torrent that holds some may not touch the
 * last eighth. Whoever finds nothing waits; turns go first to those without a window, then to those
 * who came first. A torrent with enough on its way to a disk that keeps up rests until that is
 * written, without keeping others waiting. When seven eighths are taken the oldest windows that can
 * be are emptied.
 *
 * <p>Taking and giving back cost two atomic operations; a lock is taken only while somebody waits.
 */
public final class WindowBudget {

  private static final Logger log = LoggerFactory.getLogger(WindowBudget.class);

  /** Windows on their way to the disk that keep the lanes busy: some 15 ms of a fast disk. */
  private static final int AHEAD = 12;

  private static final long STANDSTILL_NANOS = 50_000_000L;

  private final int total;
  private final int reserve;
  private final Runnable relieve;
  private final LongSupplier clock;
  private final AtomicInteger free;
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger allocated = new AtomicInteger();
  private final ConcurrentLinkedDeque<Memory> pool = new ConcurrentLinkedDeque<>();
  private final AtomicReferenceArray<Window> taken;
  private final Deque<Account> queue = new ArrayDeque<>();
  private final Set<Account> resting = ConcurrentHashMap.newKeySet();
  private volatile int waiting;

  /** Memory that is used again and again. */
  record Memory(int index, ByteBuffer bytes) {}

  /**
   * A budget of which nothing is allocated yet.
   *
   * @param windows how many, 2 or more
   * @param relieve told, on any thread, that windows are to be emptied by {@link #relieve}; returns
   *     at once
   * @param clock in nanoseconds
   */
  public WindowBudget(int windows, Runnable relieve, LongSupplier clock) {
    this.total = windows;
    this.reserve = Math.max(1, windows / 8);
    this.relieve = relieve;
    this.clock = clock;
    this.free = new AtomicInteger(windows);
    this.taken = new AtomicReferenceArray<>(windows);
  }

  /**
   * Takes a window. On the torrent's loop.
   *
   * @param account the torrent's
   * @param tenant what is put in it
   * @return nothing if there is no room: then the account's turn comes later
   */
  public Optional<Window> take(Account account, Tenant tenant) {
    boolean first = account.held() == 0;
    if (account.granted() > 0) {
      account.granted(account.granted() - 1);
    } else if (!first && crowded(account)) {
      rest(account);
      return Optional.empty();
    } else if ((!first && waiting > 0) || !count(first ? 0 : reserve)) {
      await(account);
      return Optional.empty();
    }
    Optional<Window> window = fill(account, tenant);
    askForRelief();
    return window;
  }

  /**
   * Gives a window back. From any thread.
   *
   * @param window taken before, not used any more
   */
  public void give(Window window) {
    taken.set(window.place().index(), null);
    pool.push(window.place());
    window.account().heldCount().decrementAndGet();
    window.account().gaveAt(clock.getAsLong());
    free.incrementAndGet();
    if (waiting > 0) {
      hand();
    }
    if (!resting.isEmpty()) {
      wake(window.account());
    }
  }

  /**
   * Runs what wants to use a turn; what it leaves of the turn goes to the next in the queue. On the
   * account's loop.
   *
   * @param account whose turn came
   * @param use takes windows
   */
  public void useTurn(Account account, Runnable use) {
    account.granted(account.takePromised());
    account.waiting(false);
    if (account.granted() == 0) {
      return;
    }
    try {
      use.run();
    } finally {
      int left = account.granted();
      account.granted(0);
      putBack(left);
    }
  }

  /**
   * Takes an account out of the queue for good. On its loop.
   *
   * @param account of a torrent that closes
   */
  public void leave(Account account) {
    account.closeForGood();
    resting.remove(account);
    synchronized (queue) {
      if (queue.remove(account)) {
        waiting = queue.size();
      }
    }
    putBack(account.takePromised());
  }

  /** Has windows emptied, if that is due; returns at once. From any thread. */
  public void askForRelief() {
    if (pressed()) {
      relieve.run();
    }
  }

  /** Looks for accounts that need not rest any more. Called now and then by the keeper. */
  public void lookAgain() {
    resting.forEach(this::wake);
  }

  /**
   * Asks the oldest windows that can be to empty themselves until less than seven eighths are
   * taken. On the keeper's thread.
   */
  public void relieve() {
    long excess = reserve + 1L - free.get() - windows(Tenant.Stay.LEAVING).count();
    if (excess > 0) {
      windows(Tenant.Stay.IDLE)
          .sorted(Comparator.comparingLong(Window::number))
          .limit(excess)
          .forEach(window -> window.tenant().empty());
    }
  }

  /**
   * The most windows that were ever taken at once.
   *
   * @return at most the budget
   */
  public int peak() {
    return peak.get();
  }

  /**
   * All windows, taken or not.
   *
   * @return the budget
   */
  public int total() {
    return total;
  }

  /**
   * Windows that are not taken.
   *
   * @return 0 to the budget
   */
  public int free() {
    return free.get();
  }

  private Stream<Window> windows(Tenant.Stay stay) {
    return IntStream.range(0, total)
        .mapToObj(taken::get)
        .filter(window -> window != null && window.tenant().stay() == stay);
  }

  private void putBack(int windows) {
    if (windows > 0) {
      free.addAndGet(windows);
      hand();
    }
  }

  /**
   * Whether a torrent has enough on its way to the disk, and the disk keeps up. More would not make
   * it faster: what is used again soon is still in the processor's caches. Only while the disk
   * stands still is the rest of the budget used.
   */
  private boolean crowded(Account account) {
    return account.held() > AHEAD
        && windows(Tenant.Stay.LEAVING).filter(window -> window.account() == account).count()
            >= AHEAD
        && clock.getAsLong() - account.lastGiven() < STANDSTILL_NANOS;
  }

  private boolean pressed() {
    return free.get() <= reserve;
  }

  /** Takes one off the counter if that leaves enough. */
  private boolean count(int leave) {
    for (int now = free.get(); now > leave; now = free.get()) {
      if (free.compareAndSet(now, now - 1)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Window> fill(Account account, Tenant tenant) {
    Memory memory = pool.poll();
    if (memory == null) {
      Optional<Memory> fresh = allocate();
      if (fresh.isEmpty()) {
        await(account);
        return Optional.empty();
      }
      memory = fresh.get();
    }
    Window window = new Window(memory, account, tenant, numbers.incrementAndGet());
    account.heldCount().incrementAndGet();
    taken.set(memory.index(), window);
    peak.accumulateAndGet(total - free.get(), Math::max);
    return Optional.of(window);
  }

  /** Where the JVM allows less than the budget, the budget shrinks to what it allows. */
  private Optional<Memory> allocate() {
    int index = allocated.getAndIncrement();
    try {
      return Optional.of(new Memory(index, ByteBuffer.allocateDirect(Window.SIZE)));
    } catch (OutOfMemoryError tight) {
      log.warn(
          "Piece memory stays at {} MiB instead of {}: the JVM has no more direct memory;"
              + " raise -XX:MaxDirectMemorySize or lower the budget",
          index,
          total);
      return Optional.empty();
    }
  }

  /** Puts an account in the queue, unless it is in it. */
  private void await(Account account) {
    if (!account.waiting() && !account.closed()) {
      account.waiting(true);
      enqueue(account);
    }
  }

  private void enqueue(Account account) {
    synchronized (queue) {
      if (!account.closed()) {
        queue.addLast(account);
        waiting = queue.size();
      }
    }
    askForRelief();
    hand();
  }

  /** Lets an account wait for its own windows on their way to the disk. */
  private void rest(Account account) {
    if (!account.waiting() && !account.closed()) {
      account.waiting(true);
      resting.add(account);
      wake(account);
    }
  }

  private void wake(Account account) {
    if (resting.contains(account) && !crowded(account) && resting.remove(account)) {
      enqueue(account);
    }
  }

  /** Gives turns while there is room. */
  private void hand() {
    List<Account> turns = new ArrayList<>(2);
    synchronized (queue) {
      while (!queue.isEmpty()) {
        Account next = next();
        if (!count(next.held() == 0 ? 0 : reserve)) {
          break;
        }
        queue.remove(next);
        waiting = queue.size();
        next.promise();
        turns.add(next);
      }
    }
    turns.forEach(account -> account.turn().run());
  }

  private Account next() {
    for (Iterator<Account> it = queue.iterator(); it.hasNext(); ) {
      Account account = it.next();
      if (account.held() == 0) {
        return account;
      }
    }
    return queue.getFirst();
  }
}
