package io.quoin.experiments.swarms;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.Lane;
import io.quoin.api.ledger.Address;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.VirtualLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The money of a run: one ledger on which a transfer is final after 57 seconds, and everybody's
 * books. While the run goes on it looks whether all agrees: at the ledger every second, at the
 * books now and then.
 */
final class Market {
  private static final Duration FINALITY = Duration.ofSeconds(57);
  private static final int FREE_TRANSFERS = 2;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
  private static final long GIVEN = 1000 * Terms.TOKEN;
  private static final int MOST_FAULTS = 10;

  private final Testbed testbed;
  private final VirtualLedger ledger;
  private final Map<Address, Trader> traders = new LinkedHashMap<>();
  private final Map<ChannelId, Long> settledBefore = new HashMap<>();
  private final Map<ChannelId, Long> accepted = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long looks;

  /** Looks at everybody's books every thirty seconds. */
  Market(Testbed testbed) {
    this(testbed, Duration.ofSeconds(30));
  }

  /** Looks at everybody's books now and then. */
  Market(Testbed testbed, Duration books) {
    this.testbed = testbed;
    this.ledger = new VirtualLedger(testbed, FINALITY, FREE_TRANSFERS);
    testbed.every(Duration.ofSeconds(1), this::lookAtLedger);
    testbed.every(books, this::lookAtBooks);
  }

  /** Another user, with as many tokens as everybody. */
  Trader trader(Terms terms) {
    Trader trader = new Trader(testbed, ledger, traders.size() + 1, terms);
    ledger.give(trader.address(), GIVEN);
    traders.put(trader.address(), trader);
    return trader;
  }

  /** Lets each payer have bought a GiB from each seller before, and paid. */
  void acquaint(List<Trader> payers, List<Trader> sellers) {
    acquaint(payers, sellers, 1);
  }

  /** Lets each payer have bought so much from each seller before, and paid. */
  void acquaint(List<Trader> payers, List<Trader> sellers, int gib) {
    PastDeals past = new PastDeals(testbed.clock().instant(), ledger.net(), ledger.token().id());
    for (Trader payer : payers) {
      for (Trader seller : sellers) {
        if (payer != seller) {
          Channel channel = past.between(payer, seller, gib);
          payer.journal().remember(channel);
          seller.journal().remember(channel);
          settledBefore.put(channel.terms().id(), settled(channel));
        }
      }
    }
  }

  // --- while it goes on ---

  private void lookAtLedger() {
    long given = GIVEN * traders.size();
    expect(ledger.total() == given, "the ledger has " + ledger.total() + " of " + given);
  }

  private void lookAtBooks() {
    Map<ChannelId, Channel> sellers = new HashMap<>();
    for (Trader trader : traders.values()) {
      trader.journal().channels().stream()
          .filter(channel -> channel.terms().payee().equals(trader.address()))
          .forEach(channel -> sellers.put(channel.terms().id(), channel));
    }
    for (Trader trader : traders.values()) {
      trader.journal().channels().stream()
          .filter(channel -> channel.terms().payer().equals(trader.address()))
          .filter(channel -> sellers.containsKey(channel.terms().id()))
          .forEach(channel -> compare(channel, sellers.get(channel.terms().id())));
    }
  }

  private void compare(Channel payers, Channel sellers) {
    ChannelId id = payers.terms().id();
    long now = amount(sellers);
    expect(now <= amount(payers), "a seller has more than was promised to it");
    expect(now >= accepted.getOrDefault(id, 0L), "a voucher that was accepted is lost");
    expect(settled(sellers) <= now, "more is settled than was accepted");
    expect(settled(payers) <= amount(payers), "more is settled than was promised");
    accepted.put(id, now);
  }

  private void expect(boolean right, String otherwise) {
    looks++;
    if (!right && faults.size() < MOST_FAULTS) {
      faults.add(otherwise + ", at " + testbed.now());
    }
  }

  private static long amount(Channel channel) {
    return channel.lanes().stream().mapToLong(Lane::amount).sum();
  }

  private static long settled(Channel channel) {
    return channel.lanes().stream().mapToLong(Lane::settled).sum();
  }

  // --- in the end ---

  /**
   * Has all debts settled as a user would by command, waits until that is final, and compares what
   * everybody has with what is in the books.
   */
  Audit close() {
    testbed.run(LONG_ENOUGH);
    for (Trader trader : traders.values()) {
      bought(trader).stream()
          .filter(channel -> amount(channel) > settled(channel))
          .map(channel -> channel.terms().payee())
          .distinct()
          .forEach(payee -> trader.journal().settle(payee));
    }
    testbed.run(LONG_ENOUGH);
    lookAtLedger();
    lookAtBooks();
    return compareBalances();
  }

  private List<Channel> bought(Trader trader) {
    return trader.journal().channels().stream()
        .filter(channel -> channel.terms().payer().equals(trader.address()))
        .toList();
  }

  private Audit compareBalances() {
    Map<Address, Long> owned = new HashMap<>();
    traders.keySet().forEach(address -> owned.put(address, GIVEN));
    long promised = 0;
    long moved = 0;
    for (Trader trader : traders.values()) {
      for (Channel channel : bought(trader)) {
        long past = settledBefore.getOrDefault(channel.terms().id(), 0L);
        long paid = settled(channel) - past;
        promised += amount(channel) - past;
        moved += paid;
        owned.merge(trader.address(), -paid, Long::sum);
        owned.merge(channel.terms().payee(), paid, Long::sum);
      }
    }
    owned.forEach(
        (address, amount) ->
            expect(
                ledger.finalBalance(address) == amount,
                address + " has " + ledger.finalBalance(address) + ", by the books " + amount));
    expect(promised == moved, "of " + promised + " that was promised " + moved + " was paid");
    return new Audit(
        1, looks, ledger.transfers(), promised, acceptedInAll(), moved, ledger.fees(), faults);
  }

  private long acceptedInAll() {
    return accepted.entrySet().stream()
        .mapToLong(entry -> entry.getValue() - settledBefore.getOrDefault(entry.getKey(), 0L))
        .sum();
  }
}
