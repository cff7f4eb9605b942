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
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A platform that looks at the ledger; its wallet may have the first tokens, and hand them out. */
final class Bank implements AutoCloseable {

  /** What the payer has and may spend, in base units: ten tokens. */
  static final long PURSE = 10_000_000;

  /** What makes a seller's account, in base units: one token. */
  private static final long FIRST_TOKEN = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_OF_GIFTS = Duration.ofMinutes(1);

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

  /** Whether an account exists. */
  boolean isActive(Address owner) throws DemoException, InterruptedException {
    return Waiting.answer(ledger.activated(owner), "the account");
  }

  /** Whether somebody can pay now without a fee. */
  boolean hasFreeTransfer(Address owner) throws DemoException, InterruptedException {
    return Waiting.answer(ledger.freeTransfers(owner), "free transfers") > 0;
  }

  /** Gives the payer its purse and each seller a first token; returns once that is final. */
  void endow(Purse payer, List<Purse> sellers) throws DemoException, InterruptedException {
    List<TransferId> gifts = new ArrayList<>();
    for (Purse seller : sellers) {
      gifts.add(give(seller.address(), FIRST_TOKEN));
    }
    gifts.add(give(payer.address(), PURSE));
    for (TransferId gift : gifts) {
      Waiting.until(() -> isFinal(gift), "the bank's gift became final", PATIENCE_OF_GIFTS);
    }
  }

  private TransferId give(Address to, long amount) throws DemoException, InterruptedException {
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

  private boolean isFinal(TransferId id) throws DemoException, InterruptedException {
    return Waiting.answer(ledger.transfer(id), "a transfer")
        .filter(TransferFacts::isFinal)
        .isPresent();
  }

  @Override
  public void close() throws PlatformException {
    platform.close();
  }
}
