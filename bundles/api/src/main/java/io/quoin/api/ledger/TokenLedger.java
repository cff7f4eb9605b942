package io.quoin.api.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One token on one network. Registered as a service with the property {@value #ID}. Every method
 * may be called from any thread and returns at once; stages complete on a thread of the ledger,
 * which must not be kept waiting, or exceptionally with a {@link LedgerException}.
 *
 * <p>Paying takes three steps, so that the payment can be stored before each of them and is made
 * once whatever happens in between: {@link #prepare}, signing {@link PreparedTransfer#id}, {@link
 * #submit}. Sending the same prepared transfer again never pays twice.
 */
@ConsumerType
public interface TokenLedger {

  /** Service property: the ledger's id, such as {@code local} or {@code tron}. */
  String ID = "quoin.ledger.id";

  /**
   * Which network.
   *
   * @return the same for as long as the service is registered
   */
  NetId net();

  /**
   * Which token.
   *
   * @return the same for as long as the service is registered
   */
  TokenFacts token();

  /**
   * What an account has that can no longer be undone.
   *
   * @param owner whose
   * @return base units, 0 for an account that does not exist
   */
  CompletionStage<Long> balance(Address owner);

  /**
   * The newest block that can no longer be undone.
   *
   * @return its number and time
   */
  CompletionStage<LedgerHead> head();

  /**
   * Whether an account exists, so that it can be paid without a fee for making it.
   *
   * @param owner whose
   * @return true if it does
   */
  CompletionStage<Boolean> activated(Address owner);

  /**
   * Whether a key alone may transfer tokens of an account.
   *
   * @param owner whose account
   * @param signer the address that belongs to the key
   * @return true for the owner's own key, unless the owner has changed that
   */
  CompletionStage<Boolean> maySpend(Address owner, Address signer);

  /**
   * Whether all that a key alone can do with an account is to transfer tokens, so that whoever
   * steals it gets no more than these: a hot key.
   *
   * <p>On TRON: the signer holds an active permission of the owner with at least the weight of its
   * threshold, whose operations are TransferAssetContract and nothing else; and in no other
   * permission of the account (owner, witness, other active ones) has it that weight by itself.
   * Read from the solidified view. Where any of this is not known, the answer is false.
   *
   * @param owner whose account
   * @param signer the address that belongs to the key
   * @return false unless the ledger is sure; what this method answers by itself is for ledgers that
   *     cannot tell
   */
  default CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return CompletableFuture.completedStage(false);
  }

  /**
   * Makes the bytes of a transfer. Nothing is sent.
   *
   * @param order what it is to do
   * @return what is to be signed and submitted
   */
  CompletionStage<PreparedTransfer> prepare(TransferOrder order);

  /**
   * Sends a signed transfer.
   *
   * @param transfer as it was prepared, perhaps by another run of the program
   * @param signature of its id
   * @return completes when the ledger has taken it, which is not yet final; exceptionally with the
   *     ledger's refusal. {@link LedgerException.Code#DUPLICATE} means that it was taken before
   */
  CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature);

  /**
   * Looks a transfer up, whoever made it.
   *
   * @param id its name
   * @return empty if the ledger knows no token transfer of this id
   */
  CompletionStage<Optional<TransferFacts>> transfer(TransferId id);

  /**
   * Whether a transfer can never happen any more: one and the same view of the ledger first had a
   * final block at or after the expiration and then did not know the id.
   *
   * @param id its name
   * @param expiration as it was ordered
   * @return true if it is safe to pay again by another transfer; false if that is not known yet
   */
  CompletionStage<Boolean> impossible(TransferId id, Instant expiration);

  /**
   * How many transfers an account can make now without a fee.
   *
   * @param owner whose
   * @return 0 or more
   */
  CompletionStage<Integer> freeTransfers(Address owner);

  /**
   * What a transfer costs when no free one is left.
   *
   * @param from who pays
   * @param to who is paid; one that is not activated costs more
   * @return in the smallest unit of the network's own coin (sun on TRON), never in the token
   */
  CompletionStage<Long> fee(Address from, Address to);
}
