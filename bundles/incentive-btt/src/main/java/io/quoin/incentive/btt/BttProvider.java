package io.quoin.incentive.btt;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import java.util.Optional;

/** Opens policies of one user, who has decided so much, has this wallet and trusts this ledger. */
public final class BttProvider implements IncentiveProvider {

  /** The provider's id. */
  public static final String ID = "btt";

  private final BttSettings settings;
  private final Wallet wallet;
  private final Signatures signatures;
  private final TokenLedger ledger;
  private final MoneyJournal journal;
  private volatile Optional<BttPolicy> open = Optional.empty();

  /** With these services. */
  public BttProvider(
      BttSettings settings,
      Wallet wallet,
      Signatures signatures,
      TokenLedger ledger,
      MoneyJournal journal) {
    this.settings = settings;
    this.wallet = wallet;
    this.signatures = signatures;
    this.ledger = ledger;
    this.journal = journal;
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    BttPolicy policy = new BttPolicy(settings, context, wallet, signatures, ledger, journal, from);
    open = Optional.of(policy);
    return policy;
  }

  /** How trade goes, as of the last round of the policy that was opened last. From any thread. */
  BttNumbers numbers() {
    return open.map(BttPolicy::numbers).orElse(BttNumbers.NONE);
  }

  /**
   * Whether a finished torrent is worth seeding on: it has earned the configured floor in the last
   * 15 minutes. From any thread; as of the last round.
   *
   * @param torrent which
   * @return false also while no policy is open
   */
  public boolean worthSeeding(TorrentId torrent) {
    return open.filter(policy -> policy.worthSeeding(torrent)).isPresent();
  }
}
