package io.quoin.wallet.journal;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the journal says of all torrents together, for machines. Numbers are up to 30 s old. Not
 * there before somebody else has opened the journal.
 */
@Component(
    name = JournalNumbers.NAME,
    factory = JournalNumbers.NAME,
    service = {MetricSource.class, HealthCheck.class},
    property = {MetricSource.NAME + "=journal", HealthCheck.NAME + "=journal"})
public final class JournalNumbers implements MetricSource, HealthCheck {

  static final String NAME = "io.quoin.wallet.journal.numbers";

  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration STUCK = Duration.ofSeconds(20);

  private final Latest<List<TorrentMoney>> torrents;
  private final Latest<Long> underWay;

  /**
   * Looks when it is asked.
   *
   * @param books open already
   */
  @Activate
  public JournalNumbers(@Reference OpenBooks books) {
    this(books, System::nanoTime);
  }

  JournalNumbers(OpenBooks books, LongSupplier nanoTime) {
    torrents = new Latest<>(() -> books.ask(SqliteJournal::torrents), EVERY, nanoTime);
    underWay = new Latest<>(() -> books.ask(SqliteJournal::underWay), EVERY, nanoTime);
  }

  @Override
  public List<Metric> metrics() {
    Optional<List<TorrentMoney>> money = torrents.look().value();
    return List.of(
        sum("earned", "Promised to us, in all", money, TorrentMoney::earned),
        sum("earned_settled", "Of that: paid for good", money, TorrentMoney::earnedSettled),
        sum("spent", "Promised by us, in all", money, TorrentMoney::spent),
        sum("spent_settled", "Of that: paid for good", money, TorrentMoney::spentSettled),
        gauge("under_way", "In transfers that are not final yet", underWay.look().value()));
  }

  private static Metric sum(
      String name,
      String help,
      Optional<List<TorrentMoney>> money,
      ToLongFunction<TorrentMoney> amount) {
    return gauge(name, help, money.map(all -> all.stream().mapToLong(amount).sum()));
  }

  private static Metric gauge(String name, String help, Optional<Long> value) {
    return new Metric(
        name,
        MetricKind.GAUGE,
        MetricUnit.BASE_UNITS,
        help,
        value.map(Sample::of).stream().toList());
  }

  @Override
  public HealthFinding check() {
    Latest.Known<Long> known = underWay.look();
    if (known.waiting().compareTo(STUCK) >= 0) {
      return HealthFinding.failing(
          "the money journal has not answered for " + known.waiting().toSeconds() + " s",
          "check the disk that it is on");
    }
    return known
        .failure()
        .map(
            failure ->
                HealthFinding.failing(
                    "the money journal cannot be read: " + failure.getMessage(),
                    "check the disk that it is on, then restart the platform"))
        .orElseGet(() -> HealthFinding.ok("the money journal answers"));
  }
}
