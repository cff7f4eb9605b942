package io.quoin.wallet.journal;

import java.util.List;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has numbers told of the journal while it is open, and not before: who counts must not open it.
 */
@Component(service = Tellers.class)
public final class Tellers implements Telling {

  private final OpenBooks books;
  private final List<ComponentFactory<?>> numbers;
  private List<ComponentInstance<?>> told = List.of();

  /**
   * Those who tell.
   *
   * @param books has the journal for them
   * @param journal makes those who tell of the journal itself
   * @param ledger makes those who tell of its ledger
   */
  @Activate
  public Tellers(
      @Reference OpenBooks books,
      @Reference(target = "(component.factory=" + JournalNumbers.NAME + ")")
          ComponentFactory<?> journal,
      @Reference(target = "(component.factory=" + LedgerNumbers.NAME + ")")
          ComponentFactory<?> ledger) {
    this.books = books;
    this.numbers = List.of(journal, ledger);
  }

  @Override
  public synchronized void opened(SqliteJournal journal) {
    books.opened(journal);
    told = numbers.stream().<ComponentInstance<?>>map(one -> one.newInstance(null)).toList();
  }

  @Override
  public synchronized void closed() {
    books.closed();
    told.forEach(ComponentInstance::dispose);
    told = List.of();
  }
}
