package io.quoin.launcher;

import com.google.gson.JsonObject;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.ledger.Address;
import io.quoin.launcher.airdrop.Airdrop;
import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pays an address, once for each intent. */
@Command(
    name = "send",
    description =
        "Sends tokens to an address and waits until the ledger shows it. Whatever breaks it off: with"
            + " the same --id it is sent once.")
final class WalletSendCommand implements Callable<Integer> {

  /** Within this time an equal payment without a name of its own is taken for a repetition. */
  private static final Duration TWIN = Duration.ofHours(1);

  /** Longer than a transfer can be under way where the ledger answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final int NEWEST = 1000;

  /** How far it is waited for. */
  enum Wait {
    SEEN,
    FINAL
  }

  @Spec private CommandSpec spec;
  @Mixin private DeskOptions options;

  @Parameters(
      index = "0",
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description = "Who is paid.")
  private Address payee;

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = "In tokens, with a point before a fraction.")
  private String amount;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Names what is wanted, such as invoice-4711: of one name there is one payment, however"
              + " often it is asked for. Drawn and said otherwise.")
  private String id;

  @Option(
      names = "--wait",
      paramLabel = "seen|final",
      defaultValue = "seen",
      description = "How far to wait for it (default: ${DEFAULT-VALUE}).")
  private Wait wait;

  @Option(names = "--yes", description = "Does not ask before it sends.")
  private boolean yes;

  @Option(names = "--json", description = "Prints the answer as JSON; the amount is base units.")
  private boolean json;

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    if (id != null && id.startsWith(Airdrop.INTENTS)) {
      throw misuse("--id: names that begin with " + Airdrop.INTENTS + " are airdrops'");
    }
    try (TokenDesk desk = TokenDesk.unlocked(options)) {
      PaymentOrder order = order(desk);
      if (payee.equals(desk.account())) {
        throw misuse(payee + " is the sender itself");
      }
      confirm(desk, order);
      PrintWriter err = spec.commandLine().getErr();
      err.printf("quoin: sending under --id %s%n", order.intent()).flush();
      Payment sent = follow(desk, TokenDesk.answer(desk.payments().pay(order), "the payment"));
      print(desk, sent);
      return 0;
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PaymentOrder order(TokenDesk desk) {
    try {
      return new PaymentOrder(id == null ? drawn() : id, payee, desk.amounts().parse(amount));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static String drawn() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return "send-" + HexFormat.of().formatHex(bytes);
  }

  /** What was confirmed once is not asked for again. */
  private void confirm(TokenDesk desk, PaymentOrder order) throws Failure, InterruptedException {
    Optional<Payment> before =
        TokenDesk.answer(desk.payments().payment(order.intent()), "the journal");
    if (before.isPresent() && before.get().state() != State.EXPIRED) {
      return;
    }
    if (id == null) {
      refuseTwin(desk, order);
    }
    long available = desk.available();
    if (order.amount() > available) {
      throw new Failure(
          "there are "
              + desk.amounts().text(available)
              + " to spend, less than "
              + desk.amounts().number(order.amount())
              + "; nothing was sent");
    }
    Confirmation.require(
        yes,
        "Send "
            + desk.amounts().text(order.amount())
            + " from "
            + desk.account()
            + " to "
            + order.payee()
            + fee(desk)
            + "?");
  }

  /** A payment that was broken off and is asked for again without its name. */
  private void refuseTwin(TokenDesk desk, PaymentOrder order) throws Failure, InterruptedException {
    Instant recent = Instant.now().minus(TWIN);
    for (Payment other : TokenDesk.answer(desk.payments().payments(NEWEST), "the journal")) {
      boolean equal =
          other.order().payee().equals(order.payee())
              && other.order().amount() == order.amount()
              && other.state() != State.EXPIRED;
      if (equal && (!other.state().isOver() || other.ordered().isAfter(recent))) {
        throw new Failure(
            "the same was sent at "
                + other.ordered()
                + " and is "
                + name(other.state())
                + "; repeat it with --id "
                + other.order().intent()
                + ", or send it once more with an --id of your own");
      }
    }
  }

  private String fee(TokenDesk desk) throws Failure, InterruptedException {
    boolean free =
        TokenDesk.answer(desk.ledger().freeTransfers(desk.account()), "free transfers") > 0
            && TokenDesk.answer(desk.ledger().activated(payee), "the account");
    return free
        ? " without a fee"
        : " for a fee of "
            + TokenDesk.answer(desk.ledger().fee(desk.account(), payee), "the fee")
            + " of the network's smallest coin";
  }

  private Payment follow(TokenDesk desk, Payment first) throws Failure, InterruptedException {
    long began = System.nanoTime();
    String said = "";
    while (true) {
      CompletionStage<Void> change = desk.payments().change();
      Payment now =
          TokenDesk.answer(desk.payments().payment(first.order().intent()), "the journal")
              .orElseThrow(() -> new Failure("the journal has lost " + first.order().intent()));
      if (reached(now.state())) {
        return now;
      }
      refuseOver(now, System.nanoTime() - began > PATIENCE.toNanos());
      if (!now.reason().isEmpty() && !now.reason().equals(said)) {
        said = now.reason();
        spec.commandLine().getErr().printf("quoin: it waits: %s%n", said).flush();
      }
      desk.await(change);
    }
  }

  private static void refuseOver(Payment now, boolean late) throws Failure {
    if (now.state() == State.EXPIRED) {
      throw new Failure(
          "nothing was paid: transfer "
              + now.transfer()
              + " expired"
              + (now.reason().isEmpty() ? "" : "; the ledger said: " + now.reason()));
    }
    if (late) {
      throw new Failure(
          "transfer "
              + now.transfer()
              + " is "
              + name(now.state())
              + " and may yet be paid; look again with --id "
              + now.order().intent());
    }
  }

  private boolean reached(State state) {
    return state == State.FINAL || (state == State.SEEN && wait == Wait.SEEN);
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void print(TokenDesk desk, Payment sent) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject answer = new JsonObject();
      answer.addProperty("id", sent.order().intent());
      answer.addProperty("to", sent.order().payee().toString());
      answer.addProperty("amount", sent.order().amount());
      answer.addProperty("transfer", sent.transfer().toString());
      answer.addProperty("state", name(sent.state()));
      out.println(answer);
    } else {
      out.printf(
          "%s to %s: transfer %s is %s%n",
          desk.amounts().text(sent.order().amount()),
          sent.order().payee(),
          sent.transfer(),
          name(sent.state()));
    }
  }
}
