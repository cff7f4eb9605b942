package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quoin.api.torrent.Limits;
import io.quoin.metainfo.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the virtual clock. */
class RateLimitTest {
  private static final Percentage TENTH = Percentage.withPercentage(10);
  private static final int PIECE = 1 << 18;

  @RegisterExtension private final Scene scene = new Scene(24 << 20, PIECE);
  private final HandLoop loop = scene.loop;

  private Puppet server(Scene.Client client) {
    return scene.puppet(client).sayAll().unchoke().serve(scene.content);
  }

  /** What arrives in so many seconds, once the first burst is over. */
  private double rate(Scene.Client client, int seconds) {
    loop.run(5);
    long before = client.host.received;
    loop.run(seconds);
    return (double) (client.host.received - before) / seconds;
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 100_000, 500_000})
  void a_download_limit_is_kept_whether_one_peer_sends_or_many(long limit) {
    Scene.Client one = scene.client(scene.emptyStores()).downloads(limit).start();
    server(one);
    Scene.Client many = scene.client(scene.emptyStores()).downloads(limit).start();
    Stream.generate(() -> server(many)).limit(12).forEach(p -> {});

    loop.run(10);
    long ofOne = one.host.received;
    long ofMany = many.host.received;
    loop.run(30);

    assertThat((one.host.received - ofOne) / 30.0).isCloseTo((double) limit, TENTH);
    assertThat((many.host.received - ofMany) / 30.0).isCloseTo((double) limit, TENTH);
  }

  @Test
  void a_limit_of_the_session_holds_for_its_torrents_together() {
    Throttle down = new Throttle(300_000, loop.nanoTime());
    Throttle up = new Throttle(Limits.UNLIMITED, loop.nanoTime());
    List<Scene.Client> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Scene.Client client = scene.client(scene.emptyStores()).shares(down, up).start();
      server(client);
      server(client);
      clients.add(client);
    }

    loop.run(5);
    long before = clients.stream().mapToLong(c -> c.host.received).sum();
    loop.run(30);

    long after = clients.stream().mapToLong(c -> c.host.received).sum();
    assertThat((after - before) / 30.0).isCloseTo(300_000, TENTH);
    assertThat(clients)
        .allSatisfy(c -> assertThat(c.host.received).isGreaterThan((after - before) / 10));
  }

  @Test
  void an_upload_limit_of_the_session_holds_for_its_torrents_together() {
    Throttle down = new Throttle(Limits.UNLIMITED, loop.nanoTime());
    Throttle up = new Throttle(300_000, loop.nanoTime());
    List<Scene.Client> leeches = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Scene.Client seed = scene.client(scene.fullStores()).shares(down, up).start();
      leeches.add(scene.leech(seed));
    }

    loop.run(5);
    long before = leeches.stream().mapToLong(c -> c.host.received).sum();
    loop.run(30);

    long after = leeches.stream().mapToLong(c -> c.host.received).sum();
    assertThat((after - before) / 30.0).isCloseTo(300_000, TENTH);
    assertThat(leeches)
        .allSatisfy(c -> assertThat(c.host.received).isGreaterThan((after - before) / 10));
  }

  @Test
  void an_upload_goes_on_when_it_is_let_pass_between_two_looks_at_the_clock() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(16 << 20).start();
    Scene.Client leech = scene.leech(seed);

    loop.everyLookTakes(10_000);
    long nanos = loop.runUntil(() -> leech.completed, 60);

    assertThat(nanos / 1e9).isCloseTo(1.5, within(0.5));
  }

  @Test
  void the_tighter_of_two_limits_holds() {
    Throttle session = new Throttle(200_000, loop.nanoTime());
    Throttle up = new Throttle(Limits.UNLIMITED, loop.nanoTime());
    Scene.Client client =
        scene.client(scene.emptyStores()).downloads(500_000).shares(session, up).start();
    server(client);

    assertThat(rate(client, 30)).isCloseTo(200_000, TENTH);
  }

  @Test
  void a_raised_limit_is_felt_within_half_a_second() {
    Scene.Client client = scene.client(scene.emptyStores()).downloads(1000).start();
    server(client);
    server(client);
    loop.run(20);
    long before = client.host.received;

    client.swarm.limit(Limits.DEFAULT.withRates(1_000_000, Limits.UNLIMITED));
    loop.runFor(1_500_000_000L);

    assertThat(client.host.received - before).isGreaterThan(800_000);
  }

  @Test
  void a_lifted_limit_of_the_session_is_felt_within_half_a_second() {
    Throttle down = new Throttle(1000, loop.nanoTime());
    Throttle up = new Throttle(1000, loop.nanoTime());
    Scene.Client seed = scene.client(scene.fullStores()).shares(down, up).start();
    Scene.Client leech = scene.leech(seed);
    loop.run(20);
    long before = leech.host.received;

    up.rate(Limits.UNLIMITED);
    loop.run(2);

    assertThat(leech.host.received - before).isGreaterThan(1_000_000);
  }

  @Test
  void who_joins_while_nothing_is_read_is_not_read_either() {
    Scene.Client client = scene.client(scene.emptyStores()).downloads(2000).start();
    server(client);
    loop.run(10);

    List<Puppet> late = Stream.generate(() -> server(client)).limit(5).toList();

    assertThat(late).allMatch(p -> p.link.other.paused());
  }

  @Test
  void peers_that_wait_for_our_limit_are_not_taken_for_stalled() {
    Scene.Client client = scene.client(scene.emptyStores()).downloads(3000).start();
    List<Puppet> servers = Stream.generate(() -> server(client)).limit(20).toList();

    for (int i = 0; i < 10; i++) {
      servers.forEach(p -> p.say(Message.KeepAlive.INSTANCE));
      loop.run(30);
    }

    assertThat(servers).noneMatch(p -> p.closed);
    assertThat(servers).allMatch(p -> p.heard(Message.Cancel.class).isEmpty());
    assertThat(client.swarm.snapshot().wastedBytes()).isZero();
  }

  @Test
  void a_peer_that_stalls_under_a_limit_is_still_found() {
    Scene.Client client = scene.client(scene.emptyStores()).downloads(50_000).start();
    Puppet stalled = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    assertThat(stalled.asked).isNotEmpty();
    server(client);

    loop.run(60);

    assertThat(stalled.heard(Message.Cancel.class)).isNotEmpty();
  }

  @Test
  void a_dead_peer_is_left_under_a_limit_too() {
    Scene.Client client = scene.client(scene.emptyStores()).downloads(50_000).start();
    Puppet dead = scene.puppet(client);
    server(client);

    loop.run(400);

    assertThat(dead.closed).isTrue();
  }

  // --- the throttle itself ---

  @Test
  void a_debt_is_paid_before_anything_passes() {
    Throttle throttle = new Throttle(1000, 0);
    throttle.pay(16_384 + 5000);

    assertThat(throttle.open(0)).isFalse();
    assertThat(throttle.untilOpen(0) / 1e9).isCloseTo(5.0, within(0.01));
    assertThat(throttle.open(4_900_000_000L)).isFalse();
    assertThat(throttle.open(5_010_000_000L)).isTrue();
  }

  @Test
  void what_is_not_used_is_kept_for_a_fifth_of_a_second_and_no_longer() {
    Throttle throttle = new Throttle(1_000_000, 0);

    long passed = 0;
    while (throttle.open(3_600_000_000_000L)) {
      throttle.pay(Layout.BLOCK);
      passed += Layout.BLOCK;
    }

    assertThat(passed).isBetween(200_000L, 200_000L + Layout.BLOCK);
  }

  @Test
  void without_a_limit_everything_passes_and_the_demand_is_known() {
    Throttle throttle = new Throttle(Limits.UNLIMITED, 0);

    throttle.pay(Long.MAX_VALUE / 4);

    assertThat(throttle.open(1)).isTrue();
    assertThat(throttle.untilOpen(1)).isZero();
    assertThat(throttle.passed()).isEqualTo(Long.MAX_VALUE / 4);
    throttle.rate(1000);
    assertThat(throttle.open(2)).isTrue();
    throttle.pay(20_000);
    assertThat(throttle.open(3)).isFalse();
  }

  @Test
  void small_steps_of_time_lose_no_tokens() {
    Throttle throttle = new Throttle(10_000, 0);
    throttle.pay(16_384);

    long passed = 0;
    for (long now = 0; now < 10_000_000_000L; now += 30_000) {
      if (throttle.open(now)) {
        throttle.pay(100);
        passed += 100;
      }
    }

    assertThat((double) passed).isCloseTo(100_000.0, Percentage.withPercentage(1));
  }
}
