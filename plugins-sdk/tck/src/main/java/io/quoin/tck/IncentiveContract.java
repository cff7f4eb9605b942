package io.quoin.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/**
 * What every {@link IncentiveProvider} and its {@link IncentivePolicy} keeps. Extend it in the
 * plugin's tests and say how the provider is made:
 *
 * <pre>{@code
 * class FriendsContractTest extends IncentiveContract {
 *   @Override
 *   protected IncentiveProvider provider() {
 *     return new Friends(settings);
 *   }
 * }
 * }</pre>
 *
 * <p>Each check plays the engine to a policy of its own, all calls on one thread and on a virtual
 * clock.
 */
public abstract class IncentiveContract {

  private static final int STRANGERS = 50;
  private static final int ROUNDS = 3;
  private static final int LONGEST = 2048;
  private static final int TRIES = 400;

  /** For whoever names an implementation. */
  protected IncentiveContract() {}

  /**
   * A provider as after a fresh start. Called once or twice in a check, never while a policy is
   * open.
   *
   * @return the implementation to check
   * @throws Exception if it cannot be made, which fails the check
   */
  protected abstract IncentiveProvider provider() throws Exception;

  /**
   * How long anything may take until it is said to hang, by the wall clock. The engine gives up far
   * sooner.
   *
   * @return a minute, unless overridden
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /**
   * Called as the virtual clock goes on, on the thread of the calls: where an implementation is
   * tested with a ledger or another service on a virtual clock of its own, that can go on too.
   *
   * @param span that passes now
   */
  protected void passes(Duration span) {}

  private Rehearsal open(IncentiveProvider provider, Optional<HandOver> from)
      throws IncentiveException {
    return new Rehearsal(provider, from, this::passes);
  }

  private <T> T onOneThread(ThrowingSupplier<T> play) {
    return assertTimeoutPreemptively(
        patience(), play, "the policy hangs; the engine leaves one behind that does");
  }

  private static void requireNoFaults(Rehearsal rehearsal) {
    assertEquals(List.of(), rehearsal.faults(), "what the API does not allow");
  }

  /**
   * What it has published it publishes anew before that has aged out, 30 s later, and its first
   * allocation comes within that time.
   *
   * @see IncentivePolicy#round
   */
  @Test
  protected final void publishes_before_its_allocation_ages_out() {
    onOneThread(
        () -> {
          Rehearsal rehearsal = open(provider(), Optional.empty());
          rehearsal.joins(1);
          for (int time = 1; time <= 3; time++) {
            int before = rehearsal.published();
            rounds(rehearsal);
            assertTrue(
                rehearsal.published() > before,
                "nothing was published in 30 s, the " + time + ". time; publish in each round");
          }
          return rehearsal.close();
        });
  }

  /** As many as it takes for an allocation to age out. */
  private static void rounds(Rehearsal rehearsal) {
    for (int round = 1; round <= ROUNDS; round++) {
      rehearsal.round();
    }
  }

  /**
   * In an ordinary evening nothing is done that the context does not allow: peers that have left
   * are not named, messages, values and delays are within their bounds, and randomness stays on its
   * thread.
   */
  @Test
  protected final void keeps_within_what_the_context_allows() {
    onOneThread(
        () -> {
          Rehearsal rehearsal = open(provider(), Optional.empty());
          List<IncentivePeer> peers = new ArrayList<>();
          for (int number = 0; number < STRANGERS; number++) {
            IncentivePeer peer = rehearsal.joins(number);
            rehearsal.speaks(peer);
            rehearsal.passes(peer, 1L << 20);
            peers.add(peer);
          }
          rounds(rehearsal);
          rehearsal.pieceFails(peers.get(0));
          peers.subList(0, STRANGERS / 2).forEach(rehearsal::leaves);
          rounds(rehearsal);
          rehearsal.close();
          requireNoFaults(rehearsal);
          return rehearsal;
        });
  }

  /**
   * What strangers send never throws: not what is no bencoding or of another shape, not what is
   * longer than any message should be, and not what comes from a peer that never said hello.
   */
  @Test
  protected final void refuses_what_strangers_send_without_throwing() {
    onOneThread(
        () -> {
          Rehearsal rehearsal = open(provider(), Optional.empty());
          SplittableRandom chance = new SplittableRandom(7);
          IncentivePeer silent = rehearsal.joins(1);
          IncentivePeer loud = rehearsal.joins(2);
          rounds(rehearsal);
          rehearsal.speaks(loud);
          for (byte[] nonsense : nonsense(chance)) {
            String at = "at " + nonsense.length + " bytes of nonsense";
            unthrown(at + " as a message", () -> rehearsal.says(loud, nonsense));
            unthrown(at + " from a peer unheard of", () -> rehearsal.says(silent, nonsense));
            unthrown(at + " in a handshake", () -> rehearsal.shakesHands(loud, nonsense));
          }
          rehearsal.round();
          rehearsal.close();
          requireNoFaults(rehearsal);
          return rehearsal;
        });
  }

  private static List<byte[]> nonsense(SplittableRandom chance) {
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of("", "de", "le", "i0e", "0:", "d1:v", "d1:vi-1e1:v", "i99999999999e")) {
      all.add(text.getBytes(StandardCharsets.US_ASCII));
    }
    all.add("l".repeat(LONGEST).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new byte[chance.nextInt(LONGEST)];
      chance.nextBytes(bytes);
      all.add(bytes);
    }
    return all;
  }

  private static void unthrown(String where, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | StackOverflowError e) {
      fail("the policy threw " + where, e);
    }
  }

  /** A peer that has left is let go of: nothing that is keyed by strangers grows for ever. */
  @Test
  protected final void forgets_peers_that_have_left() {
    onOneThread(
        () -> {
          Rehearsal rehearsal = open(provider(), Optional.empty());
          List<WeakReference<IncentivePeer>> gone = comeAndGo(rehearsal);
          rounds(rehearsal);
          assertTrue(
              Patience.happens(
                  () -> gone.stream().allMatch(peer -> peer.refersTo(null)),
                  patience().dividedBy(2)),
              "three rounds after they have left, peers are still kept");
          return rehearsal.close();
        });
  }

  private static List<WeakReference<IncentivePeer>> comeAndGo(Rehearsal rehearsal) {
    rounds(rehearsal);
    List<IncentivePeer> peers = new ArrayList<>();
    for (int number = 0; number < STRANGERS; number++) {
      IncentivePeer peer = rehearsal.joins(number);
      rehearsal.speaks(peer);
      peers.add(peer);
    }
    rehearsal.round();
    peers.forEach(rehearsal::leaves);
    return peers.stream().map(WeakReference::new).toList();
  }

  /** What a policy hands over its successor can begin with. */
  @Test
  protected final void a_successor_begins_with_what_was_handed_over() {
    onOneThread(
        () -> {
          HandOver left = anEvening(Optional.empty());
          assertTrue(left.version() >= 0, "a hand-over's version is negative: " + left.version());
          try {
            return anEvening(Optional.of(left));
          } catch (IncentiveException | RuntimeException e) {
            return fail("a policy does not begin with what one before it has handed over", e);
          }
        });
  }

  private HandOver anEvening(Optional<HandOver> from) throws Exception {
    Rehearsal rehearsal = open(provider(), from);
    IncentivePeer peer = rehearsal.joins(1);
    rehearsal.speaks(peer);
    rehearsal.passes(peer, 1L << 20);
    rounds(rehearsal);
    assertTrue(rehearsal.published() > 0, "nothing was published in 30 s");
    HandOver left = rehearsal.close();
    requireNoFaults(rehearsal);
    return left;
  }

  /**
   * A hand-over that it does not know, of another version or in disorder, is passed over, or
   * refused as {@link IncentiveException}.
   */
  @Test
  protected final void passes_over_a_hand_over_that_it_does_not_know() {
    onOneThread(
        () -> {
          HandOver own = anEvening(Optional.empty());
          byte[] disorder = new byte[LONGEST];
          new SplittableRandom(9).nextBytes(disorder);
          begins(new HandOver(own.version(), ByteBuffer.wrap(disorder)));
          begins(new HandOver(own.version(), ByteBuffer.allocate(0)));
          begins(new HandOver(own.version() + 1, own.bytes()));
          ByteBuffer cut = own.bytes();
          cut.limit(cut.limit() / 2);
          begins(new HandOver(own.version(), cut));
          return own;
        });
  }

  private void begins(HandOver unknown) throws Exception {
    IncentiveProvider provider = provider();
    try {
      open(provider, Optional.of(unknown)).close();
    } catch (IncentiveException refused) {
      assertFalse(
          String.valueOf(refused.getMessage()).isBlank(), "a refusal says why and what to do");
    } catch (RuntimeException e) {
      fail("a hand-over that it does not know made it throw", e);
    }
  }

  /** No thread is left when a policy has been closed. */
  @Test
  protected final void leaves_no_thread_behind() {
    Set<Thread> before = Patience.threads();
    onOneThread(() -> anEvening(Optional.empty()));
    assertTrue(
        Patience.onlyThese(before, patience().dividedBy(2)),
        () -> "threads that were not there before: " + Patience.beyond(before));
  }
}
