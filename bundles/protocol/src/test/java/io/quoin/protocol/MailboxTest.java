package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final HandSite site = new HandSite();
  private final List<String> done = new ArrayList<>();
  private final Mailbox mailbox =
      new Mailbox("plugin", site, () -> Optional.of("it"), this::leftBehind);

  private void leftBehind() {
    done.add("left behind");
    mailbox.abandon(() -> done.add("last"));
  }

  private int fill() {
    int taken = 0;
    while (mailbox.offer(() -> done.add("message"))) {
      taken++;
    }
    return taken;
  }

  @Test
  void it_holds_4096_messages_and_drops_the_next_until_there_is_room() {
    int taken = fill();
    site.run();
    boolean again = mailbox.offer(() -> done.add("message"));

    assertThat(taken).isEqualTo(4096);
    assertThat(done).hasSize(4096);
    assertThat(again).isTrue();
  }

  @Test
  void a_mailbox_that_is_full_of_messages_stops_no_clock_and_loses_no_arrival() {
    fill();

    boolean planned = mailbox.after(Duration.ofSeconds(1), () -> done.add("clock"));
    mailbox.put(() -> done.add("arrival"));
    site.pass(Duration.ofSeconds(1));

    assertThat(planned).isTrue();
    assertThat(done).endsWith("message", "arrival", "clock");
  }

  @Test
  void a_plugin_can_plan_4096_tasks_and_more_only_when_these_are_done() {
    int planned = 0;
    while (mailbox.after(Duration.ofSeconds(1), () -> {})) {
      planned++;
    }
    site.pass(Duration.ofSeconds(1));

    assertThat(planned).isEqualTo(4096);
    assertThat(site.faults()).containsExactly("FLOODED it plans more than 4096 tasks of 'plugin'");
    assertThat(mailbox.after(Duration.ofSeconds(1), () -> {})).isTrue();
  }

  @Test
  void a_plugin_that_comes_to_nothing_is_left_behind_once_and_all_that_waits_is_forgotten() {
    for (int i = 0; i < Mailbox.MOST_KEPT + 100; i++) {
      mailbox.put(() -> done.add("arrival"));
    }
    site.run();

    assertThat(done).containsExactly("left behind", "last");
    assertThat(site.faults())
        .containsExactly("NOT_DRAINED it has not come to 65536 calls of 'plugin' that wait for it");
  }

  @Test
  void whatever_a_call_throws_the_next_one_is_made() {
    mailbox.put(
        () -> {
          throw new AssertionError("an error");
        });
    mailbox.put(
        () -> {
          throw new IllegalStateException("an exception");
        });
    mailbox.offer(() -> done.add("next"));

    site.run();

    assertThat(done).containsExactly("next");
    assertThat(site.faults())
        .containsExactly(
            "THREW it threw java.lang.AssertionError: an error in a call of 'plugin'",
            "THREW it threw java.lang.IllegalStateException: an exception in a call of 'plugin'");
  }
}
