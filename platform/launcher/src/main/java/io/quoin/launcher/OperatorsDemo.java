package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.launcher.demo.DemoException;
import io.quoin.launcher.demo.Operator;
import io.quoin.platform.EtcFile;
import io.quoin.platform.PlatformException;
import io.quoin.wallet.key.KeyWallet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A demonstration with the operator's own tokens: what it takes, and that it may. */
final class OperatorsDemo {

  private static final NetId MAINNET = NetId.ofHex("4196a1d22b6653dc");
  private static final String JOURNAL = "io.quoin.wallet.journal";
  private static final String SELLERS = "io.quoin.demo";

  private final LedgerChoice choice;
  private final Map<String, Object> journal;
  private final Path sellers;
  private final int decimals;
  private final List<String> plan;

  private OperatorsDemo(
      TokenDesk desk,
      LedgerChoice choice,
      Map<String, Object> journal,
      Path sellers,
      List<String> plan) {
    this.choice = choice;
    this.journal = journal;
    this.sellers = sellers;
    this.decimals = desk.amounts().decimals();
    this.plan = plan;
  }

  /** Looks at what there is; moves nothing. */
  static OperatorsDemo planned(TokenDesk desk, DeskOptions options, long bytes)
      throws Failure, DemoException, PlatformException, InterruptedException {
    Path data = options.keystore().data().toAbsolutePath();
    Path sellers = data.resolve(SELLERS);
    Map<String, Object> journal = new HashMap<>(EtcFile.read(options.etc(), JOURNAL));
    journal.putIfAbsent("data", data.resolve(JOURNAL).toString());
    return new OperatorsDemo(
        desk,
        desk.choice().over(EtcFile.read(options.etc(), LedgerChoice.TRON)),
        journal,
        sellers,
        plan(desk, sellers, Operator.most(bytes)));
  }

  private static List<String> plan(TokenDesk desk, Path folder, long most)
      throws Failure, DemoException, InterruptedException {
    long available = desk.available();
    if (most > available) {
      throw new Failure(
          "there are "
              + desk.amounts().text(available)
              + " to spend, less than the "
              + desk.amounts().number(most)
              + " that this takes; nothing was sent");
    }
    Map<String, Address> sellers = Operator.sellers(folder);
    FeeEstimate fees = FeeEstimate.of(desk, twice(sellers.values()));
    List<String> plan = new ArrayList<>();
    plan.add(
        "up to "
            + desk.amounts().text(most)
            + " go from "
            + desk.account()
            + " on net "
            + desk.ledger().net()
            + " to sellers of your own, who send them back in the end");
    sellers.forEach((name, address) -> plan.add("seller " + name + " is " + address));
    plan.add(
        "their keys are in "
            + folder
            + "; if it is broken off, the next demonstration sends back what they have");
    plan.add(
        "fees of about "
            + fees.fees()
            + " of the network's smallest coin are not given back; "
            + fees.free()
            + " transfers are free");
    return plan;
  }

  /** Each is made an account, and paid. */
  private static List<Address> twice(Collection<Address> sellers) {
    List<Address> payees = new ArrayList<>(sellers);
    payees.addAll(sellers);
    return payees;
  }

  /** Whether its tokens are worth something. */
  static boolean isOnMainnet(TokenDesk desk) {
    return desk.ledger().net().equals(MAINNET);
  }

  /** Of amounts as they are shown. */
  int decimals() {
    return decimals;
  }

  /** Shows what is to come, and goes on only if that is wanted. */
  void confirm(PrintWriter err, boolean given) throws Failure {
    plan.forEach(line -> err.println("quoin: " + line));
    err.flush();
    Confirmation.require(given, "Go on?");
  }

  Operator operator(KeyWallet wallet) {
    return new Operator(wallet, wallet, choice::tell, journal, sellers);
  }
}
