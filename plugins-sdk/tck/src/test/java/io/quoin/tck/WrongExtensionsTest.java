package io.quoin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.tck.FlawedExtension.Flaw;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds what is wrong. */
class WrongExtensionsTest {

  /** What is found by waiting for what never comes. */
  private static final Set<Flaw> WAITED_FOR =
      EnumSet.of(Flaw.KEEPS_BUFFERS, Flaw.KEEPS_PEERS, Flaw.HANGS, Flaw.LEAVES_A_THREAD);

  private final CountDownLatch end = new CountDownLatch(1);

  /** One thing that is wrong, the check that finds it, and what that says. */
  private record Find(Flaw flaw, Consumer<PeerExtensionContract> check, String says) {
    @Override
    public String toString() {
      return flaw.name();
    }
  }

  static Stream<Find> finds() {
    return Stream.of(
        new Find(
            Flaw.SAYS_TOO_MUCH,
            PeerExtensionContract::says_what_can_be_sent,
            "a message of 16385 bytes"),
        new Find(
            Flaw.READS_WHAT_IS_NOT_THERE,
            PeerExtensionContract::does_not_throw_at_nonsense,
            "a message of 0 bytes of nonsense made it throw"),
        new Find(
            Flaw.ANSWERS_WITHOUT_BOUND,
            PeerExtensionContract::does_not_throw_at_nonsense,
            "a message of 18000 bytes"),
        new Find(Flaw.KEEPS_BUFFERS, PeerExtensionContract::keeps_no_buffer, "is still held"),
        new Find(
            Flaw.KNOWS_PEERS_BY_ADDRESS,
            PeerExtensionContract::speaks_with_many_at_once,
            "another of the same address had left"),
        new Find(
            Flaw.KEEPS_PEERS,
            PeerExtensionContract::lets_go_of_a_peer_that_left,
            "a peer that has left is still held"),
        new Find(Flaw.HANGS, PeerExtensionContract::says_what_can_be_sent, "the extension hangs"),
        new Find(
            Flaw.LEAVES_A_THREAD, PeerExtensionContract::leaves_no_thread_behind, "the wrong one"));
  }

  @AfterEach
  void letThreadsEnd() {
    end.countDown();
  }

  private PeerExtensionContract contract(Flaw flaw) {
    return new CountingContract(flaw, end) {
      @Override
      protected Duration patience() {
        return WAITED_FOR.contains(flaw) ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("finds")
  void what_is_wrong_is_found(Find find) {
    assertThatThrownBy(() -> find.check().accept(contract(find.flaw())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(find.says());
  }

  @Test
  void every_flaw_is_looked_for() {
    assertThat(finds().map(Find::flaw))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
  }
}
