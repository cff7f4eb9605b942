package io.quoin.testbed.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.Limits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scenario is played alike on the simulated network and over sockets. */
class GroundsTest {
  private static final int KIB = 1 << 10;
  private static final long BYTES = 4096L * KIB;
  private static final Limits SLOW = new Limits(64 * KIB, Limits.UNLIMITED, 50, 4);

  static Stream<Ground> grounds() {
    return Stream.of(SimulatedGround.ofThisMachine(), new LoopbackGround());
  }

  private static Scenario scenario(Limits leeches) {
    return new Scenario(
        "small",
        BYTES,
        64 * KIB,
        List.of(
            ScenarioPeer.seed("seed", Limits.DEFAULT),
            ScenarioPeer.leech("first", leeches).in("leeches"),
            ScenarioPeer.leech("second", leeches).in("leeches").arriving(Duration.ofMillis(100))));
  }

  @ParameterizedTest
  @MethodSource("grounds")
  void everybody_is_complete_in_the_end(Ground ground) {
    Outcome outcome = ground.play(stage -> scenario(Limits.DEFAULT), 1, Duration.ofMinutes(2));

    assertThat(outcome.ground()).isEqualTo(ground.name());
    assertThat(outcome.complete()).isTrue();
    assertThat(outcome.median("leeches")).isPresent();
    assertThat(outcome.peers())
        .filteredOn(peer -> !peer.peer().seed())
        .hasSize(2)
        .allSatisfy(
            peer -> assertThat(peer.received() - peer.wasted()).isGreaterThanOrEqualTo(BYTES));
  }

  @ParameterizedTest
  @MethodSource("grounds")
  void who_has_had_too_little_time_is_not_complete(Ground ground) {
    Outcome outcome = ground.play(stage -> scenario(SLOW), 1, Duration.ofSeconds(2));

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.median("leeches")).isEmpty();
    assertThat(outcome.peers()).hasSize(3).allMatch(peer -> peer.completion().isEmpty());
  }
}
