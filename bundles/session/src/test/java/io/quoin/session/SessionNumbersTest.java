package io.quoin.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.Sample;
import io.quoin.api.torrent.TorrentId;
import org.junit.jupiter.api.Test;

final class SessionNumbersTest {

  private final Desk desk = new Desk();
  private final SessionNumbers numbers = new SessionNumbers(desk.session);

  @Test
  void torrents_are_counted_by_state_and_their_bytes_summed() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId one = desk.add(Torrents.torrent(1));
    TorrentId other = desk.add(Torrents.torrent(2));
    engine.shows(one, FakeEngine.downloading(500, 1, 4));
    engine.shows(other, FakeEngine.seeding(700, 90, 4));
    desk.seconds(1);

    assertThat(metric("torrents").samples())
        .contains(
            Sample.of(1, "state", "downloading"),
            Sample.of(1, "state", "seeding"),
            Sample.of(0, "state", "halted"));
    assertThat(value("taken")).isEqualTo(1200);
    assertThat(value("given")).isEqualTo(90);
    assertThat(value("verified")).isEqualTo(5000);
    assertThat(value("download_rate")).isEqualTo(20);
    assertThat(value("peers")).isEqualTo(6);
  }

  @Test
  void a_halted_torrent_is_a_warning_with_its_reason() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(Torrents.torrent(1));
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);

    engine.events.get(id).halted("the disk is full; make room");
    desk.lane.run();

    assertThat(numbers.check().status()).isEqualTo(HealthStatus.WARNING);
    assertThat(numbers.check().sentence())
        .isEqualTo("1 of 1 torrents are halted, the first " + id + ": the disk is full; make room");
  }

  private double value(String name) {
    return metric(name).samples().get(0).value();
  }

  private Metric metric(String name) {
    return numbers.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
