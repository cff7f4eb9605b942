package io.quoin.control.api;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Payments;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.TokenLedger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The account and the ledger. Both are opened for whoever asks, and not before; nor is this made,
 * with which types of money are loaded.
 */
@Component(service = MoneyDesk.class)
public final class MoneyDesk {

  private static final int PATIENCE_SECONDS = 20;

  private static final String NO_MONEY =
      "no wallet is open on this platform; opt in to tokens with io.quoin.incentive.btt";

  private final Lent<MoneyJournal> journal = new Lent<>(NO_MONEY);
  private final Lent<Payments> payments = new Lent<>(NO_MONEY);
  private final Lent<TokenLedger> ledger = new Lent<>(NO_MONEY);

  /** Amounts are base units. */
  private record Account(
      String address, String net, long token, long balance, long underWay, long owed) {}

  private record Ledger(
      String net, long token, String name, int decimals, long head, String headTime) {}

  private record Money(
      String torrent, long earned, long earnedSettled, long spent, long spentSettled) {
    static Money of(TorrentMoney money) {
      return new Money(
          money.torrent().toString(),
          money.earned(),
          money.earnedSettled(),
          money.spent(),
          money.spentSettled());
    }
  }

  private record Torrents(List<Money> torrents) {}

  ApiAnswer account() throws ApiException, InterruptedException {
    long underWay = payments.lend(one -> await(one.underWay(), "the journal's answer"));
    return journal.lend(
        books -> {
          long owed =
              await(books.creditors(), "the journal's answer").stream()
                  .mapToLong(PayeeAccount::debt)
                  .sum();
          long balance = ledger.lend(one -> await(one.balance(books.address()), "the balance"));
          return ApiAnswer.ok(
              new Account(
                  books.address().toString(),
                  books.net().toString(),
                  books.token().value(),
                  balance,
                  underWay,
                  owed));
        });
  }

  ApiAnswer torrents() throws ApiException, InterruptedException {
    List<TorrentMoney> all = journal.lend(books -> await(books.torrents(), "the journal's answer"));
    return ApiAnswer.ok(new Torrents(all.stream().map(Money::of).toList()));
  }

  ApiAnswer ledger() throws ApiException, InterruptedException {
    return ledger.lend(
        one -> {
          LedgerHead head = await(one.head(), "the ledger's head");
          return ApiAnswer.ok(
              new Ledger(
                  one.net().toString(),
                  one.token().id().value(),
                  one.token().name(),
                  one.token().decimals(),
                  head.number(),
                  head.time().toString()));
        });
  }

  private static <T> T await(CompletionStage<T> stage, String what)
      throws ApiException, InterruptedException {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw ApiException.away(what + " cannot be had: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw ApiException.away(what + " did not come within " + PATIENCE_SECONDS + " s; try later");
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindJournal(ComponentServiceObjects<MoneyJournal> objects, Map<String, Object> properties) {
    journal.came(objects, properties);
  }

  void unbindJournal(
      ComponentServiceObjects<MoneyJournal> objects, Map<String, Object> properties) {
    journal.left(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindPayments(ComponentServiceObjects<Payments> objects, Map<String, Object> properties) {
    payments.came(objects, properties);
  }

  void unbindPayments(ComponentServiceObjects<Payments> objects, Map<String, Object> properties) {
    payments.left(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindLedger(ComponentServiceObjects<TokenLedger> objects, Map<String, Object> properties) {
    ledger.came(objects, properties);
  }

  void unbindLedger(ComponentServiceObjects<TokenLedger> objects, Map<String, Object> properties) {
    ledger.left(properties);
  }
}
