package io.quoin.control.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HappeningsTest {

  private static final Duration NOW = Duration.ZERO;
  private static final String QUIET = ":\n\n";

  private final Happenings happenings = new Happenings(35);

  @Test
  void a_follower_gets_what_happens_from_then_on_in_order_as_the_stream_has_it() throws Exception {
    happenings.publish("torrent", "{\"id\":\"before\"}");
    Follower follower = happenings.follow("").orElseThrow();
    happenings.publish("torrent", "{\"id\":\"a\"}");
    happenings.publish("plugin", "{}");

    assertThat(follower.next(NOW)).contains("id: z-2\nevent: torrent\ndata: {\"id\":\"a\"}\n\n");
    assertThat(follower.next(NOW)).contains("id: z-3\nevent: plugin\ndata: {}\n\n");
    assertThat(follower.next(NOW)).contains(QUIET);
  }

  @Test
  void one_that_returns_goes_on_where_it_was() throws Exception {
    publish(10);

    Follower follower = happenings.follow("z-8").orElseThrow();

    assertThat(rest(follower)).containsExactly("z-9", "z-10");
    assertThat(rest(happenings.follow("z-10").orElseThrow())).isEmpty();
  }

  @Test
  void one_that_has_missed_more_than_is_remembered_is_told_to_begin_anew() throws Exception {
    publish(Happenings.REMEMBERED + 10);

    for (String last :
        List.of("z-1", "z-9", "y-1030", "z-2000", "nonsense", "z-99999999999999999999")) {
      Follower follower = happenings.follow(last).orElseThrow();
      assertThat(follower.next(NOW)).as(last).contains("id: z-1034\nevent: resync\ndata: {}\n\n");
      assertThat(follower.next(NOW)).contains(QUIET);
    }
  }

  @Test
  void one_that_reads_too_slowly_is_told_to_begin_anew_and_goes_on() throws Exception {
    Follower slow = happenings.follow("").orElseThrow();
    Follower quick = happenings.follow("").orElseThrow();
    publish(Follower.MOST);
    assertThat(rest(quick)).hasSize(Follower.MOST);

    publish(1);
    publish(1);

    assertThat(slow.next(NOW)).hasValueSatisfying(text -> assertThat(text).contains("resync"));
    assertThat(rest(slow)).containsExactly("z-" + (Follower.MOST + 2));
    assertThat(rest(quick)).hasSize(2);
  }

  @Test
  void only_so_many_follow_at_a_time() {
    List<Follower> followers = new ArrayList<>();
    for (int i = 0; i < Happenings.MOST_FOLLOWERS; i++) {
      followers.add(happenings.follow("").orElseThrow());
    }
    assertThat(happenings.follow("")).isEmpty();

    followers.get(0).close();

    assertThat(happenings.follow("")).isPresent();
  }

  @Test
  void at_the_end_whoever_waits_is_told_so_and_nobody_follows_any_more() throws Exception {
    Follower follower = happenings.follow("").orElseThrow();
    CompletableFuture<Optional<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return follower.next(Duration.ofSeconds(60));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });

    happenings.close();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(happenings.isFollowed()).isFalse();
    assertThat(happenings.follow("")).isEmpty();
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      happenings.publish("progress", "{}");
    }
  }

  /** Ids of all that waits. */
  private static List<String> rest(Follower follower) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (String text = follower.next(NOW).orElseThrow();
        !text.equals(QUIET);
        text = follower.next(NOW).orElseThrow()) {
      ids.add(text.lines().findFirst().orElseThrow().substring("id: ".length()));
    }
    return ids;
  }
}
