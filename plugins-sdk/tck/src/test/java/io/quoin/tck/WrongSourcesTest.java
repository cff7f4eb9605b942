package io.quoin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.peers.PeerSource;
import io.quoin.tck.FlawedSource.Flaw;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds what is wrong. */
class WrongSourcesTest {

  /** What is found by waiting for what never comes. */
  private static final Set<Flaw> WAITED_FOR =
      EnumSet.of(
          Flaw.FINDS_NOBODY,
          Flaw.HANGS,
          Flaw.CLOSES_ALL,
          Flaw.FINDS_ONCE_A_TORRENT,
          Flaw.KEEPS_TORRENTS,
          Flaw.LEAVES_A_THREAD);

  private final CountDownLatch end = new CountDownLatch(1);

  /** One thing that is wrong, the check that finds it, and what that says. */
  private record Find(Flaw flaw, Consumer<PeerSourceContract> check, String says) {
    @Override
    public String toString() {
      return flaw.name();
    }
  }

  static Stream<Find> finds() {
    return Stream.of(
        new Find(
            Flaw.FINDS_NOBODY,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "nothing was found of a torrent within"),
        new Find(
            Flaw.FINDS_PORT_ZERO,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "192.0.2.1:0, to which nobody can connect"),
        new Find(
            Flaw.FINDS_NAMES,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "peer.invalid"),
        new Find(
            Flaw.TELLS_A_STORY,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "what it tells is no line"),
        new Find(
            Flaw.TELLS_NOTHING_AT_LENGTH,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "what it tells about is no line"),
        new Find(
            Flaw.HANGS, PeerSourceContract::finds_peers_and_says_what_it_does, "the source hangs"),
        new Find(
            Flaw.HAS_NO_SEARCH,
            PeerSourceContract::finds_peers_and_says_what_it_does,
            "the search of a torrent"),
        new Find(
            Flaw.ASKS_IN_A_THREAD_EACH, PeerSourceContract::is_asked_often, "a thread for each"),
        new Find(
            Flaw.CLOSES_ALL,
            PeerSourceContract::goes_on_with_a_torrent_when_another_ends,
            "when another had ended"),
        new Find(
            Flaw.FINDS_ONCE_A_TORRENT,
            PeerSourceContract::searches_again_for_a_torrent_that_had_stopped,
            "that had stopped before"),
        new Find(
            Flaw.NEEDS_TRACKERS,
            PeerSourceContract::takes_torrents_as_they_are,
            "trackers [] made it throw"),
        new Find(
            Flaw.READS_NO_ODD_ADDRESS,
            PeerSourceContract::takes_torrents_as_they_are,
            "made it throw"),
        new Find(
            Flaw.KEEPS_TORRENTS,
            PeerSourceContract::lets_go_of_a_torrent_that_stopped,
            "is still held"),
        new Find(
            Flaw.CHANGES_ITS_MIND,
            PeerSourceContract::says_the_same_of_private_torrents_each_time,
            "private torrents"),
        new Find(
            Flaw.LEAVES_A_THREAD, PeerSourceContract::leaves_no_thread_behind, "the wrong one"));
  }

  @AfterEach
  void letThreadsEnd() {
    end.countDown();
  }

  private PeerSourceContract contract(Flaw flaw) {
    return new PeerSourceContract() {
      @Override
      protected PeerSource source() {
        return new FlawedSource(flaw, end);
      }

      @Override
      protected void end(PeerSource source) {
        ((FlawedSource) source).close();
      }

      @Override
      protected List<List<URI>> trackers() {
        return List.of(List.of(URI.create("http://tracker.invalid/announce")));
      }

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
        .hasStackTraceContaining(find.says());
  }

  @Test
  void every_flaw_is_looked_for() {
    assertThat(finds().map(Find::flaw))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
  }
}
