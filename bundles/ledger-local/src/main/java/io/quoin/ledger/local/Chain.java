package io.quoin.ledger.local;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is true of the ledger: a function of its records, without a clock, a thread or a file. Each
 * base unit is always in exactly one account; coins are in accounts or have been burnt as fees.
 */
final class Chain {

  static final Duration LONGEST_LIFE = Duration.ofHours(24);
  static final Duration FREE_WINDOW = Duration.ofHours(24);

  private static final long BLOCK_MILLIS = 3000;

  /** Has the supply, and nobody has its key. */
  static final Address TREASURY = treasury();

  private final LedgerRules rules;
  private final int mostTransfers;
  private final LedgerRecord.Genesis genesis;
  private final Map<Address, Account> accounts = new HashMap<>();
  private final Map<TransferId, LedgerRecord.Transfer> transfers = new HashMap<>();
  private final List<LedgerRecord.Transfer> inOrder = new ArrayList<>();
  private long burnt;
  private Instant newest;

  private static final class Account {
    private final Deque<Instant> free = new ArrayDeque<>();
    private long balance;
    private long coins;
  }

  /**
   * A chain that nothing has happened on.
   *
   * @param rules how accounts are treated
   * @param mostTransfers that are kept; more are refused
   * @param genesis what it began with
   */
  Chain(LedgerRules rules, int mostTransfers, LedgerRecord.Genesis genesis) {
    this.rules = rules;
    this.mostTransfers = mostTransfers;
    this.genesis = genesis;
    this.newest = genesis.at();
    account(TREASURY).balance = genesis.supply();
  }

  private static Address treasury() {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  private Account account(Address address) {
    return accounts.computeIfAbsent(address, owner -> new Account());
  }

  private Optional<Account> find(Address address) {
    return Optional.ofNullable(accounts.get(address));
  }

  LedgerRecord.Genesis genesis() {
    return genesis;
  }

  /** The ledger's clock, which never goes back. */
  Instant time(Instant clock) {
    return clock.isAfter(newest) ? clock : newest;
  }

  LedgerHead head(Instant time) {
    Instant solid = time.minus(rules.finality());
    Instant made = solid.isAfter(genesis.at()) ? solid : genesis.at();
    return new LedgerHead(Duration.between(genesis.at(), made).toMillis() / BLOCK_MILLIS, made);
  }

  private boolean isFinal(LedgerRecord.Transfer transfer, Instant time) {
    return !transfer.at().isAfter(time.minus(rules.finality()));
  }

  boolean exists(Address owner) {
    return accounts.containsKey(owner);
  }

  /** What is left if nothing that may still be undone had happened. */
  long finalBalance(Address owner, Instant time) {
    long balance = balance(owner);
    for (int i = inOrder.size() - 1; i >= 0 && !isFinal(inOrder.get(i), time); i--) {
      TransferOrder order = inOrder.get(i).raw().order();
      balance += order.from().equals(owner) ? order.amount() : 0;
      balance -= order.to().equals(owner) ? order.amount() : 0;
    }
    return balance;
  }

  long balance(Address owner) {
    return find(owner).map(account -> account.balance).orElse(0L);
  }

  long coins(Address owner) {
    return find(owner).map(account -> account.coins).orElse(0L);
  }

  long burnt() {
    return burnt;
  }

  /** Of all accounts; always the supply. */
  long sumOfBalances() {
    return accounts.values().stream().mapToLong(account -> account.balance).sum();
  }

  Optional<TransferFacts> transfer(TransferId id, Instant time) {
    return Optional.ofNullable(transfers.get(id))
        .map(
            transfer ->
                new TransferFacts(
                    id,
                    transfer.raw().order().from(),
                    transfer.raw().order().to(),
                    transfer.raw().token(),
                    transfer.raw().order().amount(),
                    isFinal(transfer, time)));
  }

  boolean impossible(TransferId id, Instant expiration, Instant time) {
    return !head(time).time().isBefore(expiration) && !transfers.containsKey(id);
  }

  int freeTransfers(Address owner, Instant time) {
    long used =
        find(owner).stream()
            .flatMap(account -> account.free.stream())
            .filter(use -> use.isAfter(time.minus(FREE_WINDOW)))
            .count();
    return (int) Math.max(0, rules.freeTransfers() - used);
  }

  /** What a transfer costs when no free one is left. */
  long fee(Address to) {
    return exists(to) ? rules.fee() : rules.activationFee();
  }

  /**
   * Says what taking a transfer would record, or why it is not taken. Its signature is right.
   *
   * @throws LedgerException the refusal
   */
  LedgerRecord.Transfer check(RawTransfer raw, Instant time) throws LedgerException {
    checkReference(raw);
    checkTimes(raw, time);
    TransferOrder order = raw.order();
    if (!order.signer().equals(order.from())) {
      throw new LedgerException(
          Code.NOT_PERMITTED, order.signer() + " may not spend for " + order.from());
    }
    if (transfers.containsKey(raw.id())) {
      throw new LedgerException(Code.DUPLICATE, "transfer " + raw.id() + " was taken before");
    }
    Account payer =
        find(order.from())
            .orElseThrow(
                () ->
                    new LedgerException(
                        Code.NOT_ACTIVATED, order.from() + " has no account; have it paid first"));
    if (payer.balance < order.amount()) {
      throw new LedgerException(
          Code.INSUFFICIENT_BALANCE,
          order.from() + " has " + payer.balance + ", which is less than " + order.amount());
    }
    long fee = exists(order.to()) && freeTransfers(order.from(), time) > 0 ? 0 : fee(order.to());
    if (payer.coins < fee) {
      throw new LedgerException(
          Code.INSUFFICIENT_FEE,
          order.from() + " has " + payer.coins + " coins for a fee of " + fee);
    }
    if (inOrder.size() >= mostTransfers) {
      throw new LedgerException(
          Code.BUSY, "the ledger keeps no more than " + mostTransfers + " transfers");
    }
    return new LedgerRecord.Transfer(raw, fee, time);
  }

  private void checkReference(RawTransfer raw) throws LedgerException {
    if (!raw.net().equals(genesis.net())) {
      throw new LedgerException(
          Code.WRONG_REFERENCE,
          "transfer " + raw.id() + " is for net " + raw.net() + ", not " + genesis.net());
    }
    if (!raw.token().equals(genesis.token().id())) {
      throw new LedgerException(Code.MALFORMED, "this ledger is not one of token " + raw.token());
    }
  }

  private static void checkTimes(RawTransfer raw, Instant time) throws LedgerException {
    Instant expiration = raw.order().expiration();
    if (!time.isBefore(expiration)) {
      throw new LedgerException(Code.EXPIRED, "transfer " + raw.id() + " expired at " + expiration);
    }
    if (expiration.isAfter(time.plus(LONGEST_LIFE))) {
      throw new LedgerException(
          Code.EXPIRATION_TOO_FAR,
          "transfer " + raw.id() + " expires more than 24 hours ahead; let it expire sooner");
    }
  }

  /** Makes a record true that has been checked. */
  void apply(LedgerRecord happened) {
    newest = time(happened.at());
    if (happened instanceof LedgerRecord.Welcome welcome) {
      account(TREASURY).balance -= welcome.amount();
      Account account = account(welcome.address());
      account.balance += welcome.amount();
      account.coins += welcome.coins();
    } else if (happened instanceof LedgerRecord.Transfer transfer) {
      apply(transfer);
    }
  }

  private void apply(LedgerRecord.Transfer transfer) {
    TransferOrder order = transfer.raw().order();
    Account payer = account(order.from());
    payer.balance -= order.amount();
    payer.coins -= transfer.fee();
    burnt += transfer.fee();
    account(order.to()).balance += order.amount();
    if (transfer.fee() == 0) {
      payer.free.add(transfer.at());
      Instant gone = transfer.at().minus(FREE_WINDOW);
      while (!payer.free.isEmpty() && !payer.free.peek().isAfter(gone)) {
        payer.free.remove();
      }
    }
    transfers.put(transfer.raw().id(), transfer);
    inOrder.add(transfer);
  }
}
