package io.quoin.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quoin.api.extension.PeerExtension;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PeerExtension} keeps. Extend it in the plugin's tests, and say how the
 * extension is made and what its like says. What it answers is for tests of its own.
 */
public abstract class PeerExtensionContract {

  private static final int LONGEST = 16_384;
  private static final int CROWD = 200;

  /** For whoever names an implementation. */
  protected PeerExtensionContract() {}

  /**
   * An extension as after a fresh start.
   *
   * @return the implementation to check
   * @throws Exception if it cannot be made, which fails the check
   */
  protected abstract PeerExtension extension() throws Exception;

  /**
   * Messages as a peer of the same extension sends them, so that more than the refusal of nonsense
   * is checked.
   *
   * @return at least one, each at most 16 KiB
   */
  protected abstract List<ByteBuffer> messages();

  /**
   * Ends an extension, as the end of its component does. Does nothing unless overridden.
   *
   * @param extension one that {@link #extension} made
   * @throws Exception if it cannot be ended, which fails the check
   */
  protected void end(PeerExtension extension) throws Exception {}

  /**
   * How long anything may take until it is said to hang, by the wall clock.
   *
   * @return a minute, unless overridden
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** What is done with an extension. */
  private interface Use {
    void of(PeerExtension extension) throws Exception;
  }

  private void with(Use use) {
    assertTimeoutPreemptively(
        patience().multipliedBy(2),
        () -> {
          PeerExtension extension = extension();
          try {
            use.of(extension);
          } finally {
            end(extension);
          }
        },
        "the extension hangs; what waits for it is dropped");
  }

  /** A message as the engine gives it: of a buffer that is used again for the next one. */
  private static void receive(PeerExtension extension, SpokenPeer peer, ByteBuffer message) {
    ByteBuffer lent = ByteBuffer.allocateDirect(message.remaining() + 2);
    lent.position(1);
    lent.put(message.duplicate()).limit(lent.position()).position(1);
    extension.received(peer, lent.slice().asReadOnlyBuffer());
  }

  private void speak(PeerExtension extension, SpokenPeer peer) {
    extension.joined(peer);
    messages().forEach(message -> receive(extension, peer, message));
  }

  /** What it sends in an ordinary conversation can be sent. */
  @Test
  protected final void says_what_can_be_sent() {
    with(
        extension -> {
          SpokenPeer peer = new SpokenPeer();
          speak(extension, peer);
          extension.left(peer);
          assertEquals(List.of(), peer.faults(), "what an engine does not send");
        });
  }

  /** What strangers say may be anything; it is no reason to throw. */
  @Test
  protected final void does_not_throw_at_nonsense() {
    with(
        extension -> {
          SpokenPeer peer = new SpokenPeer();
          extension.joined(peer);
          for (ByteBuffer message : nonsense()) {
            try {
              receive(extension, peer, message);
            } catch (RuntimeException e) {
              fail("a message of " + message.remaining() + " bytes of nonsense made it throw", e);
            }
          }
          extension.left(peer);
          assertEquals(List.of(), peer.faults(), "what an engine does not send");
        });
  }

  private List<ByteBuffer> nonsense() {
    SplittableRandom random = new SplittableRandom(10);
    List<ByteBuffer> nonsense = new ArrayList<>();
    for (String text : List.of("", "d", "de", "i-0e", "99999999999:", "d1:a", "l".repeat(9000))) {
      nonsense.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
    for (int bits = 0; 1 << bits <= LONGEST; bits++) {
      byte[] bytes = new byte[1 << bits];
      nonsense.add(ByteBuffer.wrap(bytes));
      byte[] noise = new byte[1 << bits];
      random.nextBytes(noise);
      nonsense.add(ByteBuffer.wrap(noise));
    }
    for (ByteBuffer message : messages()) {
      nonsense.add(message.slice(0, message.remaining() / 2));
      byte[] altered = new byte[message.remaining()];
      message.duplicate().get(altered);
      if (altered.length > 0) {
        altered[random.nextInt(altered.length)] ^= (byte) 0x80;
      }
      nonsense.add(ByteBuffer.wrap(altered));
    }
    return nonsense;
  }

  /** A message's buffer is lent for the call; the next message is in it soon. */
  @Test
  protected final void keeps_no_buffer() {
    with(
        extension -> {
          SpokenPeer peer = new SpokenPeer();
          extension.joined(peer);
          for (ByteBuffer message : messages()) {
            WeakReference<byte[]> lent = lend(extension, peer, message);
            assertTrue(
                Patience.happens(() -> lent.get() == null, patience()),
                "the buffer of a message is still held, which has the next message by now");
          }
          extension.left(peer);
        });
  }

  private static WeakReference<byte[]> lend(
      PeerExtension extension, SpokenPeer peer, ByteBuffer message) {
    byte[] lent = new byte[message.remaining()];
    message.duplicate().get(lent);
    extension.received(peer, ByteBuffer.wrap(lent).asReadOnlyBuffer());
    return new WeakReference<>(lent);
  }

  /** Peers are as many as they are, may come from one address, and are each their own. */
  @Test
  protected final void speaks_with_many_at_once() {
    with(
        extension -> {
          List<SpokenPeer> crowd = new ArrayList<>();
          for (int number = 0; number < CROWD; number++) {
            SpokenPeer peer = new SpokenPeer();
            crowd.add(peer);
            speak(extension, peer);
          }
          extension.left(crowd.get(0));
          // The others are still there, though they have its address.
          for (SpokenPeer peer : crowd.subList(1, CROWD)) {
            try {
              receive(extension, peer, messages().get(0));
              extension.left(peer);
            } catch (RuntimeException e) {
              fail("a peer made it throw when another of the same address had left", e);
            }
            assertEquals(List.of(), peer.faults(), "what an engine does not send");
          }
        });
  }

  /** A peer that is gone is let go of, though the extension goes on. */
  @Test
  protected final void lets_go_of_a_peer_that_left() {
    with(
        extension -> {
          WeakReference<SpokenPeer> gone = cameAndWent(extension);
          assertTrue(
              Patience.happens(() -> gone.get() == null, patience()),
              "a peer that has left is still held");
        });
  }

  private WeakReference<SpokenPeer> cameAndWent(PeerExtension extension) {
    SpokenPeer peer = new SpokenPeer();
    speak(extension, peer);
    extension.left(peer);
    return new WeakReference<>(peer);
  }

  /** No thread is left when the extension has ended. */
  @Test
  protected final void leaves_no_thread_behind() {
    Set<Thread> before = Patience.threads();
    with(this::cameAndWent);
    assertTrue(
        Patience.onlyThese(before, patience().dividedBy(2)),
        () -> "threads that were not there before: " + Patience.beyond(before));
  }
}
