package io.quoin.launcher;

import com.google.gson.JsonObject;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what there is. */
@Command(
    name = "balance",
    description = "Says what the account has, has under way, and owes; needs no passphrase.")
final class WalletBalanceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DeskOptions options;

  @Option(names = "--json", description = "Prints the answer as JSON; amounts are base units.")
  private boolean json;

  private record Standing(long balance, long underWay, long owed, int freeTransfers) {}

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (TokenDesk desk = TokenDesk.locked(options)) {
      Standing standing =
          new Standing(
              TokenDesk.answer(desk.ledger().balance(desk.account()), "the balance"),
              TokenDesk.answer(desk.payments().underWay(), "the journal"),
              TokenDesk.answer(desk.journal().creditors(), "the journal").stream()
                  .mapToLong(PayeeAccount::debt)
                  .sum(),
              TokenDesk.answer(desk.ledger().freeTransfers(desk.account()), "free transfers"));
      if (json) {
        out.println(json(desk, standing));
      } else {
        print(out, desk, standing);
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, TokenDesk desk, Standing standing) {
    TokenFacts token = desk.ledger().token();
    out.printf("account         %s%n", desk.account());
    out.printf(
        "token           %s %s on net %s%s%n",
        token.id(),
        token.name(),
        desk.ledger().net(),
        desk.choice().simulated() ? ", a simulator" : "");
    out.printf("balance         %s%n", desk.amounts().number(standing.balance()));
    out.printf("under way       %s%n", desk.amounts().number(standing.underWay()));
    out.printf("owed            %s%n", desk.amounts().number(standing.owed()));
    out.printf("free transfers  %d%n", standing.freeTransfers());
  }

  private static JsonObject json(TokenDesk desk, Standing standing) {
    JsonObject answer = new JsonObject();
    answer.addProperty("account", desk.account().toString());
    answer.addProperty("net", desk.ledger().net().toString());
    if (desk.choice().simulated()) {
      answer.addProperty("simulated", true);
    }
    answer.addProperty("token", desk.ledger().token().id().value());
    answer.addProperty("name", desk.ledger().token().name());
    answer.addProperty("decimals", desk.ledger().token().decimals());
    answer.addProperty("balance", standing.balance());
    answer.addProperty("underWay", standing.underWay());
    answer.addProperty("owed", standing.owed());
    answer.addProperty("freeTransfers", standing.freeTransfers());
    return answer;
  }
}
