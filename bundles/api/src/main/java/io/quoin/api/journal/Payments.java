package io.quoin.api.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Payments that a person or a program asks for by name, out of the same address and the same books
 * as a {@link MoneyJournal}'s settlements. Every method may be called from any thread and returns
 * at once; stages complete on a thread of the journal which must not be kept waiting, or
 * exceptionally with a {@link JournalException}; what they tell or have changed is on disk by then.
 *
 * <p>Nothing here asks a budget: whoever holds this service may spend all there is.
 */
@ProviderType
public interface Payments {

  /**
   * Pays an address, once for each intent. What was asked for before, by this or an earlier run of
   * the program, is the same payment: it is under way or over, and no second one is made. Only
   * where its transfer can never happen any more ({@code EXPIRED}) another is ordered. Goes on by
   * itself until it is over, restarts of the program included.
   *
   * @param order what is wanted
   * @return completes when its transfer is stored; exceptionally with {@code OTHER_TERMS} if the
   *     intent was of another amount or payee, {@code NOT_PERMITTED} if the key is not the hot key
   *     that it must be, {@code LEDGER} if it could not be prepared. What comes of it {@link
   *     #payment} tells
   */
  CompletionStage<Payment> pay(PaymentOrder order);

  /**
   * A payment.
   *
   * @param intent its name
   * @return empty if none was ever asked for under this name
   */
  CompletionStage<Optional<Payment>> payment(String intent);

  /**
   * The newest payments, each once with its newest transfer.
   *
   * @param most how many, up to 1000
   * @return the newest first; those under way before those that are over
   */
  CompletionStage<List<Payment>> payments(int most);

  /**
   * The next change of a transfer, of a payment's or of a settlement's: it has come further, or the
   * ledger has said why it does not take it. Whoever waits for something asks for this first, then
   * looks, and waits only if it is not so yet: then no change is missed.
   *
   * @return completes once, when the change is on disk; exceptionally with {@code CLOSED} when the
   *     journal is closed before
   */
  CompletionStage<Void> change();

  /**
   * What leaves the address with transfers that are not over: of payments and of settlements.
   *
   * @return base units
   */
  CompletionStage<Long> underWay();
}
