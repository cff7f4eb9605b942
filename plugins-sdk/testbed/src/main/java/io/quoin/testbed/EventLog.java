package io.quoin.testbed;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** All that happens, as a digest, and to be watched. */
final class EventLog {
  private static final int ENTRY = 3 * Long.BYTES;

  private final MessageDigest digest = sha256();
  private final ByteBuffer entries = ByteBuffer.allocate(512 * ENTRY);
  private Optional<Consumer<TestbedEvent>> watcher = Optional.empty();
  private long blocks;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void watch(Consumer<TestbedEvent> added) {
    watcher = Optional.of(watcher.map(first -> first.andThen(added)).orElse(added));
  }

  void note(long now, TestbedEvent.Kind kind, TestPeer peer, long detail) {
    enter(now, kind, peer, -1, detail);
    watcher.ifPresent(w -> w.accept(event(now, kind, peer, Optional.empty(), detail)));
  }

  void note(long now, TestbedEvent.Kind kind, TestPeer peer, TestPeer other, long detail) {
    enter(now, kind, peer, other.index(), detail);
    if (watcher.isPresent()) {
      watcher.get().accept(event(now, kind, peer, Optional.of(other), detail));
    }
  }

  private static TestbedEvent event(
      long now, TestbedEvent.Kind kind, TestPeer peer, Optional<TestPeer> other, long detail) {
    return new TestbedEvent(Duration.ofNanos(now), kind, peer, other, detail);
  }

  private void enter(long now, TestbedEvent.Kind kind, TestPeer peer, int other, long detail) {
    if (kind == TestbedEvent.Kind.BLOCK) {
      blocks++;
    }
    if (!entries.hasRemaining()) {
      drain(digest);
      entries.clear();
    }
    long who = ((long) kind.letter() << 56) | ((long) peer.index() << 28) | (other & 0xfff_ffffL);
    entries.putLong(now).putLong(who).putLong(detail);
  }

  private void drain(MessageDigest into) {
    into.update(entries.array(), 0, entries.position());
  }

  /** Blocks that have arrived anywhere. */
  long blocks() {
    return blocks;
  }

  /** SHA-256 over all entries, in hexadecimal digits. */
  String digest() {
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      drain(copy);
      return HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the platform can be copied", e);
    }
  }
}
