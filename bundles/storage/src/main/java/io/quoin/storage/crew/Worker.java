package io.quoin.storage.crew;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One thread of a crew: the tools that are its own, and what it announces of the call it is in. All
 * but {@link #stuckFor} is for its thread alone.
 */
public final class Worker {

  /** Bytes of {@link #transfer()}. */
  public static final int TRANSFER = 1 << 20;

  private static final int SPARE_DIGESTS = 64;
  private static final Watched NOBODY = (doing, seconds) -> {};

  private final Deque<MessageDigest> sha1 = new ArrayDeque<>();
  private final Deque<MessageDigest> sha256 = new ArrayDeque<>();
  private ByteBuffer transfer = ByteBuffer.allocate(0);

  private Watched owner = NOBODY;
  private String doing = "";
  private Object subject = "";
  private volatile long callStarted;
  private volatile boolean writtenOff;
  private boolean told;

  /** A worker whose thread is the caller's own: for work that nobody watches. */
  public Worker() {}

  /**
   * Announces a call that may hang.
   *
   * @param owner who is told if it does
   * @param doing the verb, as in "writing"
   * @param subject what it is done to; its text is used only when the call hangs
   */
  public void begin(Watched owner, String doing, Object subject) {
    this.owner = owner;
    this.doing = doing;
    this.subject = subject;
    callStarted = System.nanoTime() | 1;
  }

  /** The announced call returned: nothing of it is held on to. */
  public void end() {
    callStarted = 0;
    owner = NOBODY;
    subject = "";
  }

  /**
   * Memory for bytes on their way between a file and a digest, outside the budget of windows.
   *
   * @return a cleared direct buffer, the same one each time
   */
  public ByteBuffer transfer() {
    if (transfer.capacity() == 0) {
      transfer = ByteBuffer.allocateDirect(TRANSFER);
    }
    return transfer.clear();
  }

  /**
   * Borrows a digest; {@link #giveBack} is optional.
   *
   * @return SHA-1 in its first state
   */
  public MessageDigest sha1() {
    return Optional.ofNullable(sha1.pollLast()).orElseGet(() -> Algorithm.SHA_1.digest());
  }

  /**
   * Borrows a digest; {@link #giveBack} is optional.
   *
   * @return SHA-256 in its first state
   */
  public MessageDigest sha256() {
    return Optional.ofNullable(sha256.pollLast()).orElseGet(() -> Algorithm.SHA_256.digest());
  }

  /**
   * Takes a digest back that is in its first state.
   *
   * @param digest of either kind
   */
  public void giveBack(MessageDigest digest) {
    Deque<MessageDigest> spare = Algorithm.SHA_1.is(digest) ? sha1 : sha256;
    if (spare.size() < SPARE_DIGESTS) {
      spare.addLast(digest);
    }
  }

  /** Nanoseconds that the present call has lasted, 0 if there is none. From any thread. */
  long stuckFor(long now) {
    long started = callStarted;
    return started == 0 ? 0 : Math.max(0, now - started);
  }

  boolean writtenOff() {
    return writtenOff;
  }

  void writeOff() {
    writtenOff = true;
  }

  /** Tells the owner of an overdue call, once. On the keeper's thread. */
  void tellIfOverdue(long now, long limit) {
    long started = callStarted;
    if (started == 0 || now - started < limit) {
      told = false;
      return;
    }
    Watched whose = owner;
    String what = doing + " " + subject;
    if (callStarted == started && !told) {
      told = true;
      whose.overdue(what, (now - started) / 1_000_000_000L);
    }
  }
}
