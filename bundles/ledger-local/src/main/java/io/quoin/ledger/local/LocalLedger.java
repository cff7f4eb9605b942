package io.quoin.ledger.local;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger at work. What it is asked runs on its executor, one after the other; what changes it
 * is on disk before it is answered.
 */
@Component(
    service = TokenLedger.class,
    configurationPid = "io.quoin.ledger.local",
    property = TokenLedger.ID + "=local")
@Designate(ocd = LocalLedgerConfiguration.class)
public final class LocalLedger implements TokenLedger {

  private static final Logger LOG = LoggerFactory.getLogger(LocalLedger.class);

  /** Some 300 MB of memory; an embedded ledger is not meant for more. */
  static final int MOST_TRANSFERS = 1_000_000;

  private final Chain chain;
  private final Keeper keeper;
  private final Signatures signatures;
  private final InstantSource clock;
  private final Executor executor;
  private final Runnable end;
  private final long welcome;
  private final long welcomeCoins;

  /** Keeps what happened. */
  interface Keeper {
    void keep(LedgerRecord happened) throws IOException;
  }

  /**
   * Opens the ledger, which is made if it is missing.
   *
   * @param configuration where it is, and what a new one is like
   * @param signatures tells who signed
   * @throws IOException if another platform has it open, or it cannot be read or made
   */
  @Activate
  public LocalLedger(LocalLedgerConfiguration configuration, @Reference Signatures signatures)
      throws IOException {
    this(
        configuration,
        signatures,
        LedgerLog.open(file(configuration), () -> genesis(configuration)));
  }

  private LocalLedger(
      LocalLedgerConfiguration configuration, Signatures signatures, LedgerLog log) {
    this(configuration, signatures, log, new LedgerThread());
  }

  private LocalLedger(
      LocalLedgerConfiguration configuration,
      Signatures signatures,
      LedgerLog log,
      LedgerThread thread) {
    this.chain = chain(rules(configuration), MOST_TRANSFERS, log.records());
    this.keeper = log::append;
    this.signatures = signatures;
    this.clock = InstantSource.system();
    this.executor = thread;
    this.end = () -> thread.close(log);
    this.welcome = configuration.welcome();
    this.welcomeCoins = configuration.welcome_coins();
  }

  LocalLedger(
      Chain chain, Keeper keeper, Signatures signatures, InstantSource clock, Executor executor) {
    this.chain = chain;
    this.keeper = keeper;
    this.signatures = signatures;
    this.clock = clock;
    this.executor = executor;
    this.end = () -> {};
    this.welcome = 0;
    this.welcomeCoins = 0;
  }

  /**
   * A ledger that keeps nothing, for simulations.
   *
   * @param net its id
   * @param token what it is a ledger of
   * @param supply base units there are
   * @param rules how accounts are treated
   * @param signatures tells who signed
   * @param clock the simulation's
   * @param executor runs one task after the other: the simulation's loop
   * @return the ledger; whoever is to be paid or to pay must be {@link #welcome}
   */
  public static LocalLedger simulated(
      NetId net,
      TokenFacts token,
      long supply,
      LedgerRules rules,
      Signatures signatures,
      InstantSource clock,
      Executor executor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LedgerRecord.Genesis genesis = new LedgerRecord.Genesis(net, token, supply, now);
    return new LocalLedger(
        new Chain(rules, MOST_TRANSFERS, genesis), happened -> {}, signatures, clock, executor);
  }

  static Chain chain(LedgerRules rules, int mostTransfers, List<LedgerRecord> records) {
    Chain chain = new Chain(rules, mostTransfers, (LedgerRecord.Genesis) records.get(0));
    records.forEach(chain::apply);
    return chain;
  }

  private static LedgerRules rules(LocalLedgerConfiguration configuration) {
    return new LedgerRules(
        Duration.ofSeconds(configuration.finality_seconds()),
        configuration.free_transfers(),
        LedgerRules.LIKE_TRON.fee(),
        LedgerRules.LIKE_TRON.activationFee());
  }

  private static Path file(LocalLedgerConfiguration configuration) throws IOException {
    if (configuration.data().isBlank()) {
      throw new IOException(
          "a ledger is kept in a directory; configure 'data' of io.quoin.ledger.local");
    }
    return Path.of(configuration.data(), "ledger");
  }

  private static LedgerRecord.Genesis genesis(LocalLedgerConfiguration configuration) {
    TokenFacts token =
        new TokenFacts(
            new TokenId(configuration.token()), "embedded BTT", configuration.decimals());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    NetId net = new NetId(new SecureRandom().nextLong());
    return new LedgerRecord.Genesis(net, token, configuration.supply(), now);
  }

  /**
   * The wallet of this platform came: it is given an account if it has none.
   *
   * @param wallet whose address
   */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindWallet(Wallet wallet) {
    welcome(wallet.address(), welcome, welcomeCoins)
        .whenComplete(
            (given, failure) -> {
              if (failure != null) {
                LOG.warn("{} has no account: {}", wallet.address(), failure.getMessage());
              }
            });
  }

  /**
   * A wallet goes; its account stays.
   *
   * @param wallet as it came
   */
  public void unbindWallet(Wallet wallet) {}

  /** Does what was asked, then closes the file. */
  @Deactivate
  public void deactivate() {
    end.run();
  }

  @Override
  public NetId net() {
    return chain.genesis().net();
  }

  @Override
  public TokenFacts token() {
    return chain.genesis().token();
  }

  /** Ledgers count milliseconds. */
  private Instant now() {
    return chain.time(clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /**
   * Gives an address an account, once.
   *
   * @param address whose
   * @param amount base units out of the treasury
   * @param coins for fees
   * @return completes with false if it had one
   */
  public CompletionStage<Boolean> welcome(Address address, long amount, long coins) {
    return change(
        () -> {
          if (chain.exists(address)) {
            return false;
          }
          if (amount < 0 || coins < 0 || amount > chain.balance(Chain.TREASURY)) {
            throw new LedgerException(
                Code.INSUFFICIENT_BALANCE, "the treasury has no " + amount + " for " + address);
          }
          record(new LedgerRecord.Welcome(address, amount, coins, now()));
          return true;
        });
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return read(time -> chain.finalBalance(owner, time));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return read(chain::head);
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return read(time -> chain.exists(owner));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return read(time -> owner.equals(signer));
  }

  /** There is nothing else that a key could do here. */
  @Override
  public CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return maySpend(owner, signer);
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    return read(time -> new RawTransfer(net(), token().id(), order).prepared());
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    RawTransfer raw;
    try {
      raw = RawTransfer.decode(transfer.raw());
    } catch (IllegalArgumentException e) {
      return refused(Code.MALFORMED, "transfer " + transfer.id() + ": " + e.getMessage());
    }
    if (!raw.id().equals(transfer.id()) || !raw.order().equals(transfer.order())) {
      return refused(
          Code.MALFORMED, "the bytes of transfer " + transfer.id() + " say something else");
    }
    CompletableFuture<Void> taken = new CompletableFuture<>();
    signatures
        .signer(transfer.id().digest(), signature)
        .whenComplete(
            (signer, failure) -> {
              if (failure != null) {
                taken.completeExceptionally(
                    new LedgerException(
                        Code.BUSY, "the signature could not be checked; try again", failure));
              } else {
                pass(submit(raw, signer), taken);
              }
            });
    return taken;
  }

  private CompletionStage<Void> submit(RawTransfer raw, Optional<Address> signer) {
    return change(
        () -> {
          if (!signer.equals(Optional.of(raw.order().signer()))) {
            throw new LedgerException(
                Code.BAD_SIGNATURE,
                "transfer " + raw.id() + " is not signed by " + raw.order().signer());
          }
          record(chain.check(raw, now()));
          return null;
        });
  }

  private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
    from.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            to.complete(value);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return read(time -> chain.transfer(id, time));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return change(
        () -> {
          Instant time = now();
          boolean impossible = chain.impossible(id, expiration, time);
          if (impossible) {
            // Were the clock set back, the transfer would be possible again.
            record(new LedgerRecord.Passed(time));
          }
          return impossible;
        });
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return read(time -> chain.freeTransfers(owner, time));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return read(time -> chain.fee(to));
  }

  private void record(LedgerRecord happened) throws LedgerException {
    try {
      keeper.keep(happened);
    } catch (IOException e) {
      throw new LedgerException(Code.UNAVAILABLE, "the ledger's disk failed: " + e.getMessage(), e);
    }
    chain.apply(happened);
  }

  private interface Change<T> {
    T apply() throws LedgerException;
  }

  private <T> CompletionStage<T> read(Function<Instant, T> question) {
    return change(() -> question.apply(now()));
  }

  private <T> CompletionStage<T> change(Change<T> change) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      executor.execute(
          () -> {
            try {
              answer.complete(change.apply());
            } catch (LedgerException | RuntimeException refusal) {
              answer.completeExceptionally(refusal);
            }
          });
    } catch (RejectedExecutionException full) {
      return refused(Code.BUSY, "the ledger has as much waiting as it may, or is closed");
    }
    return answer;
  }

  private static <T> CompletionStage<T> refused(Code code, String message) {
    return CompletableFuture.failedStage(new LedgerException(code, message));
  }
}
