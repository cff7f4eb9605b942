package io.quoin.incentive.btt;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.metainfo.InfoHash;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The incentive as a service, for as long as there are a wallet, a journal and a ledger. Before the
 * user opts in to earning or spending none of it is loaded, nor of those three.
 */
@Component(
    service = {IncentiveProvider.class, MetricSource.class},
    configurationPid = BttIncentive.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = {
      IncentiveProvider.ID + "=" + BttProvider.ID,
      MetricSource.NAME + "=" + BttProvider.ID,
      BttIncentive.RANKING + ":Integer=100"
    },
    reference = @Reference(name = "OptIn", service = OptIn.class, target = OptIn.ANY))
@Designate(ocd = BttConfiguration.class)
public final class BttIncentive implements IncentiveProvider, MetricSource {

  /** Of the configuration. */
  static final String PID = "io.quoin.incentive.btt";

  /** Whoever opted in to it and has another one too gets this one, whichever came first. */
  static final String RANKING = "service.ranking";

  private final BttProvider provider;

  /**
   * With what is there.
   *
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  @Activate
  public BttIncentive(
      BttConfiguration configuration,
      @Reference Wallet wallet,
      @Reference Signatures signatures,
      @Reference TokenLedger ledger,
      @Reference MoneyJournal journal) {
    provider = new BttProvider(settings(configuration), wallet, signatures, ledger, journal);
  }

  private static BttSettings settings(BttConfiguration c) {
    return new BttSettings(
        c.earn(),
        c.spend(),
        c.free_percent(),
        c.ask(),
        c.reserve(),
        c.ceiling(),
        c.limit(),
        new CreditTerms(c.credit_one(), c.credit_all(), CreditTerms.OVERDUE),
        c.capacity(),
        Duration.ofDays(c.lifetime_days()),
        c.strangers(),
        c.seeding_floor(),
        c.fees(),
        c.private_torrents(),
        Arrays.stream(c.except())
            .filter(hash -> !hash.isBlank())
            .map(hash -> new TorrentId(InfoHash.ofHex(hash)))
            .collect(Collectors.toSet()));
  }

  @Override
  public List<Metric> metrics() {
    return provider.numbers().metrics();
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    return provider.open(context, from);
  }
}
