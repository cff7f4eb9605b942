package io.quoin.launcher.demo;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** A platform whose wallet has the first tokens, and hands them out. */
final class Bank implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Platform platform;
  private final TokenLedger ledger;
  private final Wallet wallet;
  private Instant lastOrder = Instant.EPOCH;

  private Bank(Platform platform) throws PlatformException {
    this.platform = platform;
    this.ledger = platform.service(TokenLedger.class, PATIENCE);
    this.wallet = platform.service(Wallet.class, PATIENCE);
  }

  /**
   * Starts the platform.
   *
   * @param ledger configures where the tokens are
   */
  static Bank open(Path bundles, Path data, UnaryOperator<PlatformBuilder> ledger)
      throws PlatformException {
    Platform platform =
        ledger
            .apply(Platform.builder().bundles(bundles).profile(Profile.TOKENS).data(data))
            .start();
    try {
      return new Bank(platform);
    } catch (PlatformException e) {
      platform.close();
      throw e;
    }
  }

  TokenLedger ledger() {
    return ledger;
  }

  Address address() {
    return wallet.address();
  }

  /** What somebody has for good. */
  long balance(Address owner) throws DemoException, InterruptedException {
    return Waiting.answer(ledger.balance(owner), "the ledger's balance");
  }

  /** Hands out tokens. */
  TransferId give(Address to, long amount) throws DemoException, InterruptedException {
    TransferOrder order =
        new TransferOrder(
            wallet.address(), wallet.signer(), to, amount, nextOrder(), lastOrder.plus(PATIENCE));
    PreparedTransfer transfer = Waiting.answer(ledger.prepare(order), "a transfer");
    Signature signature = Waiting.answer(wallet.sign(transfer.id().digest()), "a signature");
    Waiting.answer(ledger.submit(transfer, signature), "a transfer");
    return transfer.id();
  }

  /** Orders of one payer never have the same time. */
  private Instant nextOrder() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    lastOrder = now.isAfter(lastOrder) ? now : lastOrder.plusMillis(1);
    return lastOrder;
  }

  /** Whether a transfer can no longer be undone. */
  boolean isFinal(TransferId id) throws DemoException, InterruptedException {
    return Waiting.answer(ledger.transfer(id), "a transfer")
        .filter(TransferFacts::isFinal)
        .isPresent();
  }

  @Override
  public void close() throws PlatformException {
    platform.close();
  }
}
