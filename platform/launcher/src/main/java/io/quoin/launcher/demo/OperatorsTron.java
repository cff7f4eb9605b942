package io.quoin.launcher.demo;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A network that the operator names, with the operator's own tokens. What is paid is bounded by the
 * torrent's budget, every transfer is in a journal that outlives the demonstration, and the sellers
 * send back what they have: each has two free transfers a day, and needs one.
 */
final class OperatorsTron implements DemoLedger {

  /** What makes an account, in base units. */
  static final long FIRST = 1;

  private static final String JOURNAL = "io.quoin.wallet.journal";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Operator operator;
  private Bank bank;

  OperatorsTron(Operator operator) {
    this.operator = operator;
  }

  @Override
  public String name() {
    return "and the ledger on TRON";
  }

  /** The bank only looks: it needs no key of its own. */
  @Override
  public Bank open(Path bundles, Path data, Path payer) throws PlatformException {
    bank = Bank.open(bundles, data, to -> lendOperators(to).without("io.quoin.wallet"));
    return bank;
  }

  private PlatformBuilder lendOperators(PlatformBuilder to) {
    return operator
        .ledger()
        .apply(to)
        .service(Wallet.class, operator.wallet())
        .service(Signatures.class, operator.signatures());
  }

  @Override
  public PlatformBuilder lend(PlatformBuilder to, String member) {
    return member.equals(DemoSwarm.PAYER)
        ? lendOperators(to)
        : operator
            .ledger()
            .apply(to)
            .configure("io.quoin.wallet", Map.of("data", folder(member).toString()));
  }

  private Path folder(String seller) {
    return operator.sellers().resolve(seller).toAbsolutePath();
  }

  /** The torrent is new each time: what was ever promised for it is what this time promises. */
  @Override
  public Map<String, Object> journal(String member, long budget) {
    if (!member.equals(DemoSwarm.PAYER)) {
      return Map.of("data", folder(member).resolve(JOURNAL).toString());
    }
    Map<String, Object> journal = new HashMap<>(operator.journal());
    journal.putAll(
        Map.of(
            "budget.torrent", budget, "budget.payee", -1L, "budget.day", -1L, "budget.total", -1L));
    return journal;
  }

  @Override
  public long purse(long bytes) {
    return Operator.budget(bytes);
  }

  @Override
  public long seed(long bytes) {
    return new SecureRandom().nextLong();
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public void requireRunning() {
    // The network is not ours; a node that is lost is asked again.
  }

  @Override
  public Map<String, ?> spending() {
    return Map.of("spend", true, "fees", true);
  }

  /** A seller is paid once, whatever breaks it off: the payment is named after its address. */
  @Override
  public void endow(Bank bank, Purse payer, List<Purse> sellers)
      throws DemoException, InterruptedException {
    List<String> gifts = new ArrayList<>();
    for (Purse seller : sellers) {
      if (payer.debtTo(List.of(seller.address())) > 0) {
        payer.settle(seller.address());
      }
      if (!bank.isActive(seller.address())) {
        String gift = "demo-first-" + seller.address();
        payer.pay(gift, seller.address(), FIRST);
        gifts.add(gift);
      }
    }
    List<Address> addresses = sellers.stream().map(Purse::address).toList();
    payer.until(
        () -> payer.isFinal(gifts) && payer.debtTo(addresses) == 0,
        "the sellers' accounts were there, and no old debt to them",
        PATIENCE);
  }

  @Override
  public void takeBack(Bank bank, Purse payer, List<Purse> sellers, DemoSwarm.Watcher watcher)
      throws DemoException, InterruptedException {
    watcher.begins("sending back what the sellers have");
    byte[] drawn = new byte[8];
    new SecureRandom().nextBytes(drawn);
    String back = "demo-back-" + HexFormat.of().formatHex(drawn);
    List<Purse> paying = new ArrayList<>();
    for (Purse seller : sellers) {
      long amount = bank.balance(seller.address());
      if (amount > 0 && bank.hasFreeTransfer(seller.address())) {
        seller.pay(back, payer.address(), amount);
        paying.add(seller);
      } else if (amount > 0) {
        watcher.begins(
            seller.address()
                + " has no free transfer left today: the next demonstration sends back what it"
                + " has");
      }
    }
    for (Purse seller : paying) {
      seller.until(
          () -> seller.isFinal(List.of(back)), "a seller had sent back what it has", PATIENCE);
    }
  }

  @Override
  public void close() throws PlatformException {
    if (bank != null) {
      bank.close();
    }
  }
}
