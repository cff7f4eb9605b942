package io.quoin.launcher.demo;

import io.quoin.api.ledger.TokenLedger;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import java.util.Map;

/** The bank's platform keeps the ledger, and lends it to all others. */
final class EmbeddedLedger implements DemoLedger {

  /** Soon enough that the last payments are final at the end. */
  private static final int FINALITY_SECONDS = 2;

  /** Enough that nobody needs coins for fees. */
  private static final int FREE_TRANSFERS = 1000;

  private Bank bank;

  @Override
  public String name() {
    return "and a bank that keeps the ledger";
  }

  @Override
  public Bank open(Path bundles, Path data, Path payer) throws PlatformException {
    bank =
        Bank.open(
            bundles,
            data,
            builder ->
                builder.configure(
                    "io.quoin.ledger.local",
                    Map.of(
                        "finality.seconds", FINALITY_SECONDS, "free.transfers", FREE_TRANSFERS)));
    return bank;
  }

  @Override
  public PlatformBuilder lend(PlatformBuilder to, String member) {
    return to.service(TokenLedger.class, bank.ledger());
  }

  @Override
  public void requireRunning() {
    // It is in this process.
  }

  @Override
  public Map<String, ?> spending() {
    return Map.of("spend", true);
  }

  @Override
  public void close() throws PlatformException {
    if (bank != null) {
      bank.close();
    }
  }
}
