package io.quoin.control.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HappeningsTest {

  private final Happenings happenings = new Happenings(35);

  @Test
  void a_follower_gets_what_happens_from_then_on_in_order_as_the_stream_has_it() {
    happenings.publish("torrent", "{\"id\":\"before\"}");
    Reader reader = follow("");
    happenings.publish("torrent", "{\"id\":\"a\"}");
    happenings.publish("plugin", "{}");
    happenings.beat();

    assertThat(reader.read())
        .containsExactly(
            "id: z-2\nevent: torrent\ndata: {\"id\":\"a\"}\n\n",
            "id: z-3\nevent: plugin\ndata: {}\n\n",
            ":\n\n");
  }

  @Test
  void one_that_returns_goes_on_where_it_was() {
    publish(10);

    assertThat(follow("z-8").ids()).containsExactly("z-9", "z-10");
    assertThat(follow("z-10").read()).isEmpty();
  }

  @Test
  void one_that_has_missed_more_than_is_remembered_is_told_to_begin_anew() {
    publish(Happenings.REMEMBERED + 10);

    assertThat(follow("z-10").ids()).hasSize(Happenings.REMEMBERED);
    for (String last :
        List.of("z-1", "z-9", "y-1030", "z-2000", "nonsense", "z-99999999999999999999")) {
      assertThat(follow(last).read())
          .as(last)
          .containsExactly("id: z-1034\nevent: resync\ndata: {}\n\n");
    }
  }

  @Test
  void one_that_reads_too_slowly_is_told_to_begin_anew_once_there_is_room() {
    Reader slow = follow("");
    Reader quick = follow("");
    slow.room = 2;
    publish(3);
    publish(1);
    happenings.beat();
    assertThat(slow.ids()).containsExactly("z-1", "z-2");

    slow.room = 10;
    publish(1);
    publish(1);

    assertThat(slow.read())
        .containsExactly(
            "id: z-5\nevent: resync\ndata: {}\n\n", "id: z-6\nevent: progress\ndata: {}\n\n");
    assertThat(quick.ids()).hasSize(6 + 1);
  }

  @Test
  void one_that_is_behind_is_told_so_by_the_next_beat_if_nothing_happens() {
    Reader slow = follow("");
    slow.room = 0;
    publish(1);

    slow.room = 1;
    happenings.beat();

    assertThat(slow.read()).containsExactly("id: z-1\nevent: resync\ndata: {}\n\n");
  }

  @Test
  void only_so_many_follow_at_a_time() {
    Reader first = follow("");
    for (int i = 1; i < Happenings.MOST_FOLLOWERS; i++) {
      follow("");
    }
    assertThat(happenings.isFull()).isTrue();
    assertThat(happenings.follow("", new Reader())).isEmpty();

    happenings.left(first.follower);

    assertThat(happenings.follow("", new Reader())).isPresent();
  }

  @Test
  void at_the_end_all_streams_end_and_nobody_follows_any_more() {
    Reader reader = follow("");

    happenings.close();

    assertThat(reader.closed).isTrue();
    assertThat(happenings.isFollowed()).isFalse();
    assertThat(happenings.follow("", new Reader())).isEmpty();
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      happenings.publish("progress", "{}");
    }
  }

  private Reader follow(String last) {
    Reader reader = new Reader();
    reader.follower = happenings.follow(last, reader).orElseThrow();
    return reader;
  }
}
