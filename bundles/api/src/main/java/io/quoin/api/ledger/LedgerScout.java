package io.quoin.api.ledger;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks the nodes that are configured for a ledger what they keep, whatever else is configured: for
 * whoever knows where nodes are and not yet what they are of. A {@link TokenLedger} is believed for
 * what was configured beforehand; what is learnt here is only as good as the nodes, and has to be
 * configured before that ledger is used. Registered as a service with the property {@link
 * TokenLedger#ID}. May be called from any thread and returns at once.
 */
@ConsumerType
public interface LedgerScout {

  /**
   * Asks the nodes that say what is final, one after the other until one answers.
   *
   * @return network and token; exceptionally a {@link LedgerException}: {@code UNAVAILABLE} if no
   *     node answers, {@code WRONG_LEDGER} if there is no such token
   */
  CompletionStage<LedgerFacts> look();
}
