package io.quoin.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  private record Entry(long time, int number) {}

  @Test
  void tasks_run_by_time_and_then_in_order_of_planning() {
    SplittableRandom random = new SplittableRandom(9);
    List<Entry> planned = new ArrayList<>();
    List<Entry> ran = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      Entry entry = new Entry(random.nextInt(500), i);
      planned.add(entry);
      timeline.at(entry.time(), () -> ran.add(entry));
    }

    timeline.run(1000);

    planned.sort(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::number));
    assertThat(ran).isEqualTo(planned);
    assertThat(timeline.now()).isEqualTo(1000);
  }

  @Test
  void what_is_to_be_done_soon_is_done_before_time_passes() {
    VirtualLoop loop = new VirtualLoop(timeline);
    List<String> ran = new ArrayList<>();
    timeline.at(1, () -> ran.add("later"));
    loop.execute(
        () -> {
          ran.add("first");
          loop.execute(() -> ran.add("second at " + timeline.now()));
        });

    timeline.run(2);

    assertThat(ran).containsExactly("first", "second at 0", "later");
  }

  @Test
  void a_loop_that_has_ended_runs_nothing() {
    VirtualLoop loop = new VirtualLoop(timeline);
    List<String> ran = new ArrayList<>();
    loop.execute(() -> ran.add("soon"));
    loop.after(5, () -> ran.add("later"));
    loop.after(1, () -> ran.add("cancelled")).cancel();

    loop.end();
    timeline.run(10);

    assertThat(ran).isEmpty();
  }
}
