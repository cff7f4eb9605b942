package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestDepthTest {

  private static final int BLOCK = 16_384;
  private static final long SECOND = 1_000_000_000L;

  private long now;
  private final RequestDepth depth = new RequestDepth(0);

  /** A peer that sends so many blocks a second at most, each this long after it was asked. */
  private void serve(double seconds, double blocksPerSecond, double answerSeconds) {
    long end = now + (long) (seconds * SECOND);
    while (now < end) {
      double rate = Math.min(blocksPerSecond, depth.target() / answerSeconds);
      now += (long) (SECOND / rate);
      depth.block(BLOCK, now);
    }
  }

  @Test
  void a_very_fast_peer_that_answers_at_once_is_asked_for_little() {
    serve(0.2, 50_000, 0.0002);
    int atFirst = depth.target();

    serve(3, 50_000, 0.0002);

    assertThat(atFirst).isEqualTo(500);
    assertThat(depth.target()).isBetween(60, 125);
  }

  @Test
  void a_very_fast_peer_that_is_far_away_is_asked_for_as_much_as_it_needs() {
    serve(5, 10_000, 0.04);

    assertThat(depth.target()).isEqualTo(500);
  }

  @Test
  void a_very_fast_peer_that_gets_far_away_is_asked_for_more_again() {
    serve(5, 20_000, 0.0002);
    int near = depth.target();

    serve(30, 20_000, 0.01);

    assertThat(near).isLessThan(130);
    assertThat(depth.target()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void a_peer_that_gets_slower_is_asked_for_three_seconds_of_its_rate() {
    serve(3, 50_000, 0.0002);

    serve(3, 64, 0.001);

    assertThat(depth.target()).isBetween(190, 194);
  }

  @Test
  void a_very_fast_peer_is_never_asked_for_more_than_it_keeps() {
    depth.peerKeeps(1);
    serve(2, 50_000, 0.0001);

    assertThat(depth.target()).isEqualTo(1);
  }
}
