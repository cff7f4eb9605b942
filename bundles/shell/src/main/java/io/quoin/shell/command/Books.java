package io.quoin.shell.command;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.Payments;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.shell.command.OnDemand.Loan;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Journal, payments and ledger as they come and go: a platform has them only once its operator has
 * opted in, and they are opened for who asks. The wallet, which signs, is none of the shell's.
 */
@Component(service = Books.class)
public final class Books {

  private final OnDemand<MoneyJournal> journals = new OnDemand<>();
  private final OnDemand<Payments> payments = new OnDemand<>();
  private final OnDemand<TokenLedger> ledgers = new OnDemand<>();

  /** Books that are open, with the ledger that they are about. */
  static final class Open implements AutoCloseable {

    private final Deque<Loan<?>> loans = new ArrayDeque<>();
    private final MoneyJournal journal;
    private final Payments payments;
    private final TokenLedger ledger;

    private Open(Books books) throws IOException {
      try {
        this.journal = lent(books.journals, any -> true);
        this.payments = lent(books.payments, any -> true);
        this.ledger =
            lent(
                books.ledgers,
                one -> one.net().equals(journal.net()) && one.token().id().equals(journal.token()));
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    private <T> T lent(OnDemand<T> services, Predicate<T> wanted) throws IOException {
      Loan<T> loan =
          services
              .first(wanted)
              .orElseThrow(
                  () ->
                      new IOException(
                          "no wallet is open on this platform; make one with 'quoin wallet"
                              + " create', and configure io.quoin.wallet and a ledger"));
      loans.push(loan);
      return loan.service();
    }

    MoneyJournal journal() {
      return journal;
    }

    Payments payments() {
      return payments;
    }

    TokenLedger ledger() {
      return ledger;
    }

    /** Gives everything back. */
    @Override
    public void close() {
      while (!loans.isEmpty()) {
        loans.pop().close();
      }
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindJournal(ComponentServiceObjects<MoneyJournal> journal, Map<String, Object> properties) {
    journals.add(journal, properties);
  }

  void unbindJournal(Map<String, Object> properties) {
    journals.remove(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindPayments(ComponentServiceObjects<Payments> one, Map<String, Object> properties) {
    payments.add(one, properties);
  }

  void unbindPayments(Map<String, Object> properties) {
    payments.remove(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindLedger(ComponentServiceObjects<TokenLedger> ledger, Map<String, Object> properties) {
    ledgers.add(ledger, properties);
  }

  void unbindLedger(Map<String, Object> properties) {
    ledgers.remove(properties);
  }

  /**
   * Opens the books.
   *
   * @return to be closed by who asked
   * @throws IOException if there are none, with what to do
   */
  Open open() throws IOException {
    return new Open(this);
  }
}
