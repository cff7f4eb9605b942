package io.quoin.shell.command;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.Payments;
import io.quoin.api.ledger.TokenLedger;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Journal, payments and ledger as they come and go: a platform has them only once its operator has
 * opted in. The wallet, which signs, is none of the shell's.
 */
@Component(service = Books.class)
public final class Books {

  private final List<MoneyJournal> journals = new CopyOnWriteArrayList<>();
  private final List<Payments> payments = new CopyOnWriteArrayList<>();
  private final List<TokenLedger> ledgers = new CopyOnWriteArrayList<>();

  /** Books that are open, with the ledger that they are about. */
  record Open(MoneyJournal journal, Payments payments, TokenLedger ledger) {}

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindJournal(MoneyJournal journal) {
    journals.add(journal);
  }

  void unbindJournal(MoneyJournal journal) {
    journals.remove(journal);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindPayments(Payments one) {
    payments.add(one);
  }

  void unbindPayments(Payments one) {
    payments.remove(one);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindLedger(TokenLedger ledger) {
    ledgers.add(ledger);
  }

  void unbindLedger(TokenLedger ledger) {
    ledgers.remove(ledger);
  }

  /** The books that are open now. */
  Open open() throws IOException {
    return find()
        .orElseThrow(
            () ->
                new IOException(
                    "no wallet is open on this platform; make one with 'quoin wallet create', and"
                        + " configure io.quoin.wallet and a ledger"));
  }

  private Optional<Open> find() {
    return journals.stream().findFirst().flatMap(this::with);
  }

  private Optional<Open> with(MoneyJournal journal) {
    Optional<Payments> spent = payments.stream().findFirst();
    return ledgers.stream()
        .filter(ledger -> ledger.net().equals(journal.net()))
        .filter(ledger -> ledger.token().id().equals(journal.token()))
        .findFirst()
        .flatMap(ledger -> spent.map(one -> new Open(journal, one, ledger)));
  }
}
