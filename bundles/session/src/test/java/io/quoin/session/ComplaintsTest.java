package io.quoin.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.plugin.PluginFaults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What peer sources do that they must not is told to whom it concerns. */
class ComplaintsTest {

  private final Desk desk = new Desk();
  private final List<String> complaints = new ArrayList<>();
  private final PluginFaults faults =
      (culprit, fault, words) ->
          complaints.add(culprit.getClass().getSimpleName() + " " + fault + ": " + words);

  @Test
  void of_a_source_that_throws_while_somebody_listens() throws Exception {
    FakeSource source = desk.source("bad", true);
    source.throwing = true;
    desk.engine();
    desk.session.bindFaults(faults);

    desk.add(Torrents.torrent(1));
    desk.session.unbindFaults(faults);
    desk.add(Torrents.torrent(2));

    assertThat(complaints)
        .containsExactly(
            "FakeSource THREW: threw java.lang.IllegalStateException: broken at search as the peer"
                + " source 'bad'");
  }

  @Test
  void of_a_lane_it_is_known_how_often_it_was_seen_at_the_same_task() {
    SerialLane lane = new SerialLane(desk.lane);
    List<Integer> seen = new ArrayList<>();
    lane.execute(() -> seen.addAll(List.of(lane.stuckFor(), lane.stuckFor(), lane.stuckFor())));
    lane.execute(() -> seen.add(lane.stuckFor()));

    desk.lane.run();

    assertThat(seen).containsExactly(0, 1, 2, 0);
    assertThat(lane.stuckFor()).isZero();
    assertThat(lane.stuckFor()).isZero();
  }
}
