package io.quoin.wallet.journal;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How the ledger does that the journal pays on, for machines: it is asked for its head while
 * somebody looks, twice a minute at most. Not there before somebody else has opened the journal.
 */
@Component(
    name = LedgerNumbers.NAME,
    factory = LedgerNumbers.NAME,
    service = {MetricSource.class, HealthCheck.class},
    property = {MetricSource.NAME + "=ledger", HealthCheck.NAME + "=ledger"})
public final class LedgerNumbers implements MetricSource, HealthCheck {

  static final String NAME = "io.quoin.wallet.ledger.numbers";

  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration SILENT = Duration.ofSeconds(30);

  /** Blocks are final after about a minute on TRON; a node that is behind shows up here. */
  private static final Duration BEHIND = Duration.ofMinutes(10);

  private final Latest<LedgerHead> head;
  private final InstantSource clock;

  /**
   * Looks when it is asked.
   *
   * @param books open already
   */
  @Activate
  public LedgerNumbers(@Reference OpenBooks books) {
    this(() -> books.ask(SqliteJournal::head), InstantSource.system(), System::nanoTime);
  }

  LedgerNumbers(
      Supplier<CompletionStage<LedgerHead>> question, InstantSource clock, LongSupplier nanoTime) {
    this.head = new Latest<>(question, EVERY, nanoTime);
    this.clock = clock;
  }

  @Override
  public List<Metric> metrics() {
    Latest.Known<LedgerHead> known = head.look();
    return List.of(
        gauge(
            "head",
            MetricUnit.NONE,
            "Number of the newest block that can no longer be undone",
            known.value().map(block -> (double) block.number())),
        gauge(
            "head_age",
            MetricUnit.SECONDS,
            "How long ago that block was made",
            known.value().map(block -> age(block).toMillis() / 1000.0)),
        Metric.gauge(
            "reachable",
            MetricUnit.NONE,
            "1 if the last question was answered, 0 if not",
            isSilent(known) ? 0 : 1));
  }

  private static Metric gauge(String name, MetricUnit unit, String help, Optional<Double> value) {
    return new Metric(name, MetricKind.GAUGE, unit, help, value.map(Sample::of).stream().toList());
  }

  private Duration age(LedgerHead block) {
    return Duration.between(block.time(), clock.instant());
  }

  private static boolean isSilent(Latest.Known<LedgerHead> known) {
    return known.failure().isPresent() || known.waiting().compareTo(SILENT) >= 0;
  }

  @Override
  public HealthFinding check() {
    Latest.Known<LedgerHead> known = head.look();
    if (isSilent(known)) {
      return HealthFinding.failing(
          "the ledger cannot be asked: "
              + known
                  .failure()
                  .map(Throwable::getMessage)
                  .orElseGet(() -> "no answer for " + known.waiting().toSeconds() + " s"),
          "check the network and the nodes that are configured; nothing is lost meanwhile");
    }
    return known
        .value()
        .filter(block -> age(block).compareTo(BEHIND) > 0)
        .map(
            block ->
                HealthFinding.warning(
                    "the newest final block is " + age(block).toMinutes() + " minutes old",
                    "check this machine's clock, or configure another node"))
        .orElseGet(() -> HealthFinding.ok("the ledger answers"));
  }
}
