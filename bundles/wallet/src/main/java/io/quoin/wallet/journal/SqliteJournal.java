package io.quoin.wallet.journal;

import io.quoin.api.journal.BudgetUse;
import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Payments;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Wallet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of a wallet's address on a ledger, in one SQLite file. */
@Component(
    service = {MoneyJournal.class, Payments.class},
    configurationPid = "io.quoin.wallet.journal")
@Designate(ocd = JournalConfiguration.class)
public final class SqliteJournal implements MoneyJournal, Payments {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
  private static final int LONGEST_HOLDER = 100;
  private static final int MOST_TRANSFERS = 1000;
  private static final int MOST_CHANNELS = 4096;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Owner owner;
  private final Wallet wallet;
  private final Clerk clerk;
  private final HotKey hotKey;
  private final Cashier cashier;
  private final Runnable end;
  private volatile Budgets budgets;
  private final TokenLedger ledger;
  private Optional<Telling> telling = Optional.empty();

  /**
   * Opens the journal, which is made if it is missing, and goes on with settlements that are under
   * way.
   *
   * @param configuration where it is, and what may be promised
   * @param wallet signs, and whose money it is
   * @param ledger moves the money
   * @throws JournalException {@code IN_USE} if another platform or program has it open, {@code
   *     STORAGE} if it cannot be read
   */
  @Activate
  public SqliteJournal(
      JournalConfiguration configuration, @Reference Wallet wallet, @Reference TokenLedger ledger)
      throws JournalException {
    this(
        wallet,
        ledger,
        budgets(configuration),
        new JournalPlace(directory(configuration), SqliteFile::open, Limits.DEFAULT),
        new JournalThread());
    hotKey.require(configuration.hot_key());
  }

  private SqliteJournal(
      Wallet wallet, TokenLedger ledger, Budgets budgets, JournalPlace place, JournalThread thread)
      throws JournalException {
    this(wallet, ledger, budgets, place, InstantSource.system(), thread, thread::close);
  }

  SqliteJournal(
      Wallet wallet,
      TokenLedger ledger,
      Budgets budgets,
      JournalPlace place,
      InstantSource clock,
      JournalLoop loop,
      Runnable end)
      throws JournalException {
    this.owner = new Owner(wallet.address(), ledger.net(), ledger.token().id());
    this.wallet = wallet;
    this.budgets = budgets;
    this.ledger = ledger;
    this.clerk = clerk(place, owner, clock, loop, end);
    LedgerTurns turns = new LedgerTurns(ledger);
    this.hotKey = new HotKey(wallet, turns, loop::nanoTime, false);
    this.cashier = new Cashier(clerk, wallet, turns, hotKey, loop);
    this.end = end;
    cashier.resume();
  }

  @Reference
  void bindTellers(Tellers tellers) {
    telling = Optional.of(tellers);
  }

  @Activate
  void tell() {
    telling.ifPresent(one -> one.opened(this));
  }

  /**
   * A journal on a simulation's time; its file is real.
   *
   * @param directory where it is
   * @param wallet signs, and whose money it is
   * @param ledger moves the money
   * @param budgets what may be promised
   * @param clock the simulation's
   * @param nanoTime the simulation's monotonic clock
   * @param later runs a task on the simulation's loop after a while
   * @return the journal; it need not be closed once the simulation is over
   * @throws JournalException as the constructor
   */
  public static SqliteJournal simulated(
      Path directory,
      Wallet wallet,
      TokenLedger ledger,
      Budgets budgets,
      InstantSource clock,
      LongSupplier nanoTime,
      BiConsumer<Duration, Runnable> later)
      throws JournalException {
    JournalPlace place = new JournalPlace(directory, SqliteFile::open, Limits.DEFAULT);
    JournalLoop loop =
        new JournalLoop() {
          @Override
          public void execute(Runnable task) {
            later.accept(Duration.ZERO, task);
          }

          @Override
          public void after(Duration delay, Runnable task) {
            later.accept(delay, task);
          }

          @Override
          public long nanoTime() {
            return nanoTime.getAsLong();
          }
        };
    return new SqliteJournal(wallet, ledger, budgets, place, clock, loop, () -> {});
  }

  private static Clerk clerk(
      JournalPlace place, Owner owner, InstantSource clock, JournalLoop loop, Runnable end)
      throws JournalException {
    try {
      JournalFile file = JournalFile.hold(place.directory(), owner, place.connector());
      try {
        return new Clerk(file, owner, place.limits(), clock, loop);
      } catch (JournalException e) {
        file.letGo();
        throw e;
      }
    } catch (JournalException e) {
      end.run();
      throw e;
    }
  }

  private static Path directory(JournalConfiguration configuration) throws JournalException {
    if (configuration.data().isBlank()) {
      throw new JournalException(
          JournalException.Code.STORAGE,
          "money is kept in a directory; configure 'data' of io.quoin.wallet.journal");
    }
    return Path.of(configuration.data());
  }

  private static Budgets budgets(JournalConfiguration configuration) {
    return new Budgets(
        limit(configuration.budget_payee()),
        limit(configuration.budget_torrent()),
        limit(configuration.budget_day()),
        limit(configuration.budget_total()));
  }

  private static long limit(long configured) {
    return configured < 0 ? Long.MAX_VALUE : configured;
  }

  /**
   * Changes the budgets and what the key must be, effective with the next voucher. The directory
   * stays.
   *
   * @param configuration what may be promised
   */
  @Modified
  public void allow(JournalConfiguration configuration) {
    budgets = budgets(configuration);
    requireHotKey(configuration.hot_key());
  }

  void requireHotKey(boolean required) {
    hotKey.require(required);
  }

  @Override
  public Address address() {
    return owner.address();
  }

  @Override
  public NetId net() {
    return owner.net();
  }

  @Override
  public TokenId token() {
    return owner.token();
  }

  @Override
  public CompletionStage<JournalWriter> open(String holder) {
    if (holder.length() > LONGEST_HOLDER) {
      throw new IllegalArgumentException(
          "a holder's name has at most " + LONGEST_HOLDER + " characters");
    }
    return hotKey
        .asked()
        // Earning needs no such key: what may not be spent is refused when it is to be promised.
        .handle((hot, refusal) -> Entry.writing(books -> books.nextEpoch(holder)))
        .thenCompose(clerk::submit)
        .thenApply(epoch -> new EpochWriter(epoch, clerk, wallet, hotKey, () -> budgets));
  }

  @Override
  public CompletionStage<Optional<Channel>> channel(ChannelId id) {
    return read(books -> books.channels().find(id));
  }

  @Override
  public CompletionStage<List<Channel>> channels(Address other) {
    return read(books -> books.channels().with(other));
  }

  @Override
  public CompletionStage<List<Channel>> unvouchered(int most) {
    if (most < 1 || most > MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "1 to " + MOST_CHANNELS + " channels can be had, not " + most);
    }
    return read(books -> books.channels().unvouchered(most));
  }

  @Override
  public CompletionStage<PayerAccount> payer(Address payer) {
    return read(books -> books.parties().payer(payer, books.now()));
  }

  @Override
  public CompletionStage<List<PayerAccount>> debtors() {
    return read(books -> books.parties().debtors(books.now()));
  }

  @Override
  public CompletionStage<List<PayeeAccount>> creditors() {
    return read(books -> books.parties().creditors());
  }

  @Override
  public CompletionStage<CreditUse> credit() {
    return read(books -> books.parties().credit(books.now()));
  }

  @Override
  public CompletionStage<BudgetUse> budgets(Address payee, TorrentId torrent) {
    return read(books -> books.spending().use(budgets, payee, torrent, books.now()));
  }

  @Override
  public CompletionStage<List<TorrentMoney>> torrents() {
    return read(books -> books.spending().torrents());
  }

  @Override
  public CompletionStage<Optional<Settlement>> settlement(TransferId id) {
    return read(books -> books.settlements().find(id));
  }

  @Override
  public CompletionStage<List<Settlement>> settlements(int most) {
    requireTransfers(most);
    return read(books -> books.settlements().newest(most));
  }

  @Override
  public CompletionStage<Payment> pay(PaymentOrder order) {
    if (order.payee().equals(owner.address())) {
      throw new IllegalArgumentException(owner.address() + " is not paid by itself");
    }
    return cashier.pay(order);
  }

  @Override
  public CompletionStage<Optional<Payment>> payment(String intent) {
    return read(books -> books.payments().find(intent));
  }

  @Override
  public CompletionStage<List<Payment>> payments(int most) {
    requireTransfers(most);
    return read(books -> books.payments().newest(most));
  }

  @Override
  public CompletionStage<Void> change() {
    return cashier.change();
  }

  @Override
  public CompletionStage<Long> underWay() {
    return read(
        books ->
            Math.addExact(
                books.payments().transfers().amountUnderWay(),
                books.settlements().transfers().amountUnderWay()));
  }

  /** The newest block of the ledger that this is about. */
  CompletionStage<LedgerHead> head() {
    return ledger.head();
  }

  private static void requireTransfers(int most) {
    if (most < 1 || most > MOST_TRANSFERS) {
      throw new IllegalArgumentException(
          "1 to " + MOST_TRANSFERS + " transfers can be had, not " + most);
    }
  }

  private <T> CompletionStage<T> read(Entry.Rule<T> rule) {
    return clerk.submit(Entry.reading(rule));
  }

  @Override
  public CompletionStage<Settlement> settle(Address payee) {
    return cashier.settle(payee);
  }

  @Override
  public CompletionStage<Long> credit(SettlementClaim claim) {
    return cashier.credit(claim);
  }

  /** Closes the journal, so that the next can open it. Waits for the entries that were taken. */
  @Deactivate
  public void deactivate() {
    telling.ifPresent(Telling::closed);
    try {
      close().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("The journal of {} is not closed yet; its disk is slow", owner.address());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does what was taken, then closes the file and lets go of it.
   *
   * @return completes when another may open it
   */
  CompletionStage<Void> close() {
    cashier.stop();
    return clerk.close().whenComplete((done, failure) -> end.run());
  }
}
