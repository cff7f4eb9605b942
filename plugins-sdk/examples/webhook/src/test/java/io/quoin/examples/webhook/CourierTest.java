package io.quoin.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CourierTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofMillis(1);

  private final Logged log = new Logged();

  @AfterEach
  void stopLogging() {
    log.close();
  }

  @AfterAll
  static void clients_end() {
    Clients.awaitNone();
  }

  private static Courier courier(URI address, int tries, Duration pause, int places) {
    return new Courier(
        () -> new Receiver(address, Optional.empty(), PATIENCE),
        new Courier.Terms(tries, pause, places));
  }

  private static void stop(Courier courier) {
    courier.close();
  }

  private static Notice notice(String name) {
    return new Notice(
        new TorrentId(InfoHash.ofHex("ab".repeat(20))), name, 12, Instant.ofEpochSecond(99));
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Test
  void a_notice_that_is_taken_is_brought_once() throws Exception {
    try (Inbox inbox = Inbox.answering(200);
        Courier courier = courier(inbox.address(), 5, SOON, 9)) {
      courier.bring(notice("first"));
      courier.bring(notice("second"));

      assertThat(inbox.next().body()).contains("first");
      assertThat(inbox.next().body()).contains("second");
      stop(courier);
      assertThat(inbox.rest()).isEmpty();
    }
  }

  @Test
  void a_receiver_in_trouble_is_tried_again() throws Exception {
    try (Inbox inbox = Inbox.answering(500, 503, 429);
        Courier courier = courier(inbox.address(), 4, SOON, 9)) {
      courier.bring(notice("film"));

      String first = inbox.next().body();
      assertThat(inbox.next().body()).isEqualTo(first);
      assertThat(inbox.next().body()).isEqualTo(first);
      assertThat(inbox.next().body()).isEqualTo(first);
      stop(courier);
      assertThat(inbox.rest()).isEmpty();
    }
    assertThat(log.all()).noneMatch(line -> line.startsWith("WARN"));
  }

  @Test
  void a_receiver_that_is_not_up_yet_is_tried_again() throws Exception {
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port + "/done");
    try (Courier courier = courier(address, Integer.MAX_VALUE, Duration.ofNanos(1), 9)) {
      courier.bring(notice("film"));
      log.await("tried again: it did not answer: java.net.ConnectException");

      try (Inbox inbox = Inbox.at(port)) {
        assertThat(inbox.next().body()).contains("film");
        stop(courier);
      }
    }
  }

  @Test
  void it_is_given_up_after_the_last_try() throws Exception {
    try (Inbox inbox = Inbox.answering(500, 500, 500);
        Courier courier = courier(inbox.address(), 3, SOON, 9)) {
      courier.bring(notice("film"));
      courier.bring(notice("next"));

      assertThat(inbox.next().body()).contains("film");
      assertThat(inbox.next().body()).contains("film");
      assertThat(inbox.next().body()).contains("film");
      assertThat(inbox.next().body()).contains("next");
    }
    assertThat(log.await("WARN")).contains("'film'", "it answered 500", "see that 'url'");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 400, 404})
  void what_would_be_answered_the_same_again_is_not_tried_again(int status) throws Exception {
    try (Inbox inbox = Inbox.answering(status);
        Courier courier = courier(inbox.address(), 3, SOON, 9)) {
      courier.bring(notice("film"));
      courier.bring(notice("next"));

      assertThat(inbox.next().body()).contains("film");
      assertThat(inbox.next().body()).contains("next");
    }
    assertThat(log.await("WARN")).contains("'film'", "it answered " + status);
  }

  @Test
  void a_receiver_that_does_not_answer_is_left_after_the_timeout() throws Exception {
    try (Inbox inbox = Inbox.answering();
        Courier courier =
            new Courier(
                () -> new Receiver(inbox.silence(), Optional.empty(), Duration.ofMillis(200)),
                new Courier.Terms(1, SOON, 9))) {
      courier.bring(notice("film"));

      assertThat(log.await("WARN")).contains("'film'", "it did not answer", "Timeout");
    }
  }

  @Test
  void beyond_the_places_the_oldest_are_dropped_and_that_is_said_once() throws Exception {
    try (Inbox inbox = Inbox.answering();
        Courier courier = courier(inbox.silence(), 1, SOON, 2)) {
      courier.bring(notice("under way"));
      assertThat(inbox.next().body()).contains("under way");

      for (String name : new String[] {"1", "2", "3", "4"}) {
        courier.bring(notice(name));
      }
      inbox.hangUp();

      log.await("Nobody was told that 'under way'");
      log.await("Nobody was told that '3'");
      log.await("Nobody was told that '4'");
    }
    assertThat(log.all())
        .filteredOn(line -> line.contains("dropped"))
        .singleElement()
        .asString()
        .contains("More than 2 notices", "'1' first");
    assertThat(log.all()).noneMatch(line -> line.contains("told that '1'"));
  }

  @Test
  void it_stops_while_a_receiver_keeps_it_waiting() throws Exception {
    try (Inbox inbox = Inbox.answering();
        Courier courier = courier(inbox.silence(), 1, SOON, 2)) {
      courier.bring(notice("film"));
      inbox.next();

      stop(courier);
      assertThat(Clients.threads()).doesNotContain("quoin-webhook");
      inbox.hangUp(); // as the time-out would, in the end

      Clients.awaitNone();
    }
  }

  @Test
  void it_stops_while_it_pauses() throws Exception {
    try (Inbox inbox = Inbox.answering(500);
        Courier courier = courier(inbox.address(), 2, Duration.ofDays(1), 2)) {
      courier.bring(notice("film"));
      log.await("is tried again");

      stop(courier);

      assertThat(inbox.next().body()).contains("film");
      assertThat(inbox.rest()).isEmpty();
    }
  }

  @Test
  void pauses_grow_up_to_an_hour() {
    assertThat(Courier.longer(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(10));
    assertThat(Courier.longer(Duration.ofMinutes(31))).isEqualTo(Duration.ofHours(1));
    assertThat(Courier.longer(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
  }
}
