package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.Settlement;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what was paid. */
@Command(
    name = "history",
    description =
        "Says what this wallet has paid and how far each transfer has come, the newest first; needs"
            + " no passphrase.")
final class WalletHistoryCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  @Spec private CommandSpec spec;
  @Mixin private DeskOptions options;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many, up to " + MOST + " (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(names = "--json", description = "Prints the answer as JSON; amounts are base units.")
  private boolean json;

  /** A transfer, whatever it was made for. */
  private record Transfer(
      Instant ordered,
      Settlement.State state,
      long amount,
      Address payee,
      String purpose,
      TransferId id,
      String reason) {

    static Transfer of(Payment payment) {
      return new Transfer(
          payment.ordered(),
          payment.state(),
          payment.order().amount(),
          payment.order().payee(),
          payment.order().intent(),
          payment.transfer(),
          payment.reason());
    }

    static Transfer of(Settlement settlement) {
      return new Transfer(
          settlement.ordered(),
          settlement.state(),
          settlement.amount(),
          settlement.payee(),
          "settlement",
          settlement.id(),
          settlement.reason());
    }

    String stateName() {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    if (most < 1 || most > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--most: 1 to " + MOST + " transfers, not " + most);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (TokenDesk desk = TokenDesk.locked(options)) {
      List<Transfer> transfers = transfers(desk);
      if (json) {
        out.println(json(transfers));
      } else {
        transfers.forEach(transfer -> print(out, desk.amounts(), transfer));
      }
    }
    return 0;
  }

  private List<Transfer> transfers(TokenDesk desk) throws Failure, InterruptedException {
    List<Payment> payments = TokenDesk.answer(desk.payments().payments(most), "the journal");
    List<Settlement> settlements =
        TokenDesk.answer(desk.journal().settlements(most), "the journal");
    return Stream.concat(
            payments.stream().map(Transfer::of), settlements.stream().map(Transfer::of))
        .sorted(Comparator.comparing(Transfer::ordered).reversed())
        .limit(most)
        .toList();
  }

  private static void print(PrintWriter out, Amounts amounts, Transfer transfer) {
    out.printf(
        "%s  %-8s  %s  to %s  %s  %s%s%n",
        transfer.ordered(),
        transfer.stateName(),
        amounts.number(transfer.amount()),
        transfer.payee(),
        transfer.purpose(),
        transfer.id(),
        transfer.reason().isEmpty() ? "" : "  (" + transfer.reason() + ")");
  }

  private static JsonArray json(List<Transfer> transfers) {
    JsonArray answer = new JsonArray();
    for (Transfer transfer : transfers) {
      JsonObject one = new JsonObject();
      one.addProperty("ordered", transfer.ordered().toString());
      one.addProperty("state", transfer.stateName());
      one.addProperty("amount", transfer.amount());
      one.addProperty("to", transfer.payee().toString());
      one.addProperty("purpose", transfer.purpose());
      one.addProperty("transfer", transfer.id().toString());
      one.addProperty("reason", transfer.reason());
      answer.add(one);
    }
    return answer;
  }
}
