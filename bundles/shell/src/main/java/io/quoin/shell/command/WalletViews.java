package io.quoin.shell.command;

import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.Settlement;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of the account. */
@Component(
    service = WalletViews.class,
    property = {
      "osgi.command.scope=wallet",
      "osgi.command.function=address",
      "osgi.command.function=balance",
      "osgi.command.function=history",
      "quoin.role=viewer"
    })
public final class WalletViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON; amounts are base units";
  private static final String JOURNAL = "the journal's answer";
  private static final int MOST = 1000;

  private final Books books;

  /**
   * Views of books.
   *
   * @param books journal and ledger, where there are any
   */
  @Activate
  public WalletViews(@Reference Books books) {
    this.books = books;
  }

  /** Shows the account's address. */
  @Descriptor("says which account pays and is paid; example: wallet:address")
  public String address(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json)
      throws IOException {
    try (Books.Open open = books.open()) {
      return new Account(open.journal().address().toString()).as(json, shell);
    }
  }

  /** Shows what there is. */
  @Descriptor("says what the account has, has under way, and owes; example: wallet:balance")
  public String balance(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json)
      throws IOException, InterruptedException {
    try (Books.Open open = books.open()) {
      return balance(open).as(json, shell);
    }
  }

  private static Balance balance(Books.Open open) throws IOException, InterruptedException {
    long owed =
        Awaited.of(open.journal().creditors(), JOURNAL).stream()
            .mapToLong(PayeeAccount::debt)
            .sum();
    return new Balance(
        open.journal().address().toString(),
        open.journal().net().toString(),
        open.ledger().token().id().value(),
        open.ledger().token().name(),
        open.ledger().token().decimals(),
        Awaited.of(open.ledger().balance(open.journal().address()), "the balance"),
        Awaited.of(open.payments().underWay(), JOURNAL),
        owed);
  }

  /** Lists what was paid. */
  @Descriptor("lists what was paid and how far it has come; example: wallet:history --most 10")
  public String history(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("how many, 1 to " + MOST + "; 50 unless told")
          @Parameter(names = "--most", absentValue = "50")
          int most)
      throws IOException, InterruptedException {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("--most is from 1 to " + MOST + ", not " + most);
    }
    try (Books.Open open = books.open()) {
      List<Transfer> transfers =
          Stream.concat(
                  Awaited.of(open.payments().payments(most), JOURNAL).stream().map(Transfer::of),
                  Awaited.of(open.journal().settlements(most), JOURNAL).stream().map(Transfer::of))
              .sorted(Comparator.comparing(Transfer::ordered).reversed())
              .limit(most)
              .toList();
      return new History(open.ledger().token().decimals(), transfers).as(json, shell);
    }
  }

  /** Who pays and is paid. */
  private record Account(String address) implements Answer {
    @Override
    public String text(int columns) {
      return address + "\n";
    }
  }

  /** How the account stands, in base units. */
  private record Balance(
      String account,
      String net,
      long token,
      String name,
      int decimals,
      long balance,
      long underWay,
      long owed)
      implements Answer {

    @Override
    public String text(int columns) {
      Table table = new Table("account", account);
      table.row("token", token + " " + name + " on net " + net);
      table.row("balance", Quantity.tokens(balance, decimals));
      table.row("under way", Quantity.tokens(underWay, decimals));
      table.row("owed", Quantity.tokens(owed, decimals));
      return table.text(columns);
    }
  }

  /** A transfer, whatever it was made for. */
  private record Transfer(
      String ordered,
      String state,
      long amount,
      String to,
      String purpose,
      String transfer,
      String reason) {

    static Transfer of(Payment payment) {
      return new Transfer(
          payment.ordered().toString(),
          lower(payment.state()),
          payment.order().amount(),
          payment.order().payee().toString(),
          payment.order().intent(),
          payment.transfer().toString(),
          payment.reason());
    }

    static Transfer of(Settlement settlement) {
      return new Transfer(
          settlement.ordered().toString(),
          lower(settlement.state()),
          settlement.amount(),
          settlement.payee().toString(),
          "settlement",
          settlement.id().toString(),
          settlement.reason());
    }

    private static String lower(Settlement.State state) {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  /** All of them. */
  private record History(int decimals, List<Transfer> transfers) implements Answer {

    @Override
    public String text(int columns) {
      Table table = new Table("ORDERED", "STATE", "AMOUNT", "TO", "PURPOSE", "REASON");
      transfers.forEach(
          one ->
              table.row(
                  one.ordered(),
                  one.state(),
                  Quantity.tokens(one.amount(), decimals),
                  one.to(),
                  one.purpose(),
                  one.reason()));
      return table.text(columns);
    }
  }
}
