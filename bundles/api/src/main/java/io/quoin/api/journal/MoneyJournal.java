package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The books of one address on one network in one token. Every method may be called from any thread
 * and returns at once. Stages complete in the order of the calls, on a thread of the journal which
 * must not be kept waiting, or exceptionally with a {@link JournalException}; what they tell or
 * have changed is on disk by then.
 *
 * <p>Anybody may read and have debts settled; channels are changed by one writer at a time.
 */
@ProviderType
public interface MoneyJournal {

  /**
   * Whose books.
   *
   * @return the same for as long as the service is registered
   */
  Address address();

  /**
   * On which network.
   *
   * @return the same for as long as the service is registered
   */
  NetId net();

  /**
   * In which token.
   *
   * @return the same for as long as the service is registered
   */
  TokenId token();

  /**
   * Makes the caller the writer. The one before is stale from then on: whatever it still asks for
   * fails.
   *
   * @param holder who, for people to read; at most 100 characters
   * @return the writer
   */
  CompletionStage<JournalWriter> open(String holder);

  /**
   * A channel.
   *
   * @param id which
   * @return empty if it is not kept
   */
  CompletionStage<Optional<Channel>> channel(ChannelId id);

  /**
   * The channels with an address that are not closed or not finally settled.
   *
   * @param other the address at their other end
   * @return both ways
   */
  CompletionStage<List<Channel>> channels(Address other);

  /**
   * How an address stands that pays us.
   *
   * @param payer who
   * @return also for one that is not known, which owes nothing
   */
  CompletionStage<PayerAccount> payer(Address payer);

  /**
   * Who owes us.
   *
   * @return whoever has a debt, the oldest debt first
   */
  CompletionStage<List<PayerAccount>> debtors();

  /**
   * Whom we owe.
   *
   * @return whoever we have a debt with, the oldest debt first
   */
  CompletionStage<List<PayeeAccount>> creditors();

  /**
   * Channels that pay us in which more was delivered than is vouchered.
   *
   * @param most how many, up to 4096
   * @return the last used first
   */
  CompletionStage<List<Channel>> unvouchered(int most);

  /**
   * What all debtors together owe.
   *
   * @return the sums
   */
  CompletionStage<CreditUse> credit();

  /**
   * How far the budgets are used up.
   *
   * @param payee for paying whom
   * @param torrent and for which torrent
   * @return the limits and their use
   */
  CompletionStage<BudgetUse> budgets(Address payee, TorrentId torrent);

  /**
   * What torrents have earned and cost.
   *
   * @return all that ever did
   */
  CompletionStage<List<TorrentMoney>> torrents();

  /**
   * A settlement of ours.
   *
   * @param id of its transfer
   * @return empty if there was none
   */
  CompletionStage<Optional<Settlement>> settlement(TransferId id);

  /**
   * Our newest settlements.
   *
   * @param most how many, up to 1000
   * @return the newest first; those under way before those that are over
   */
  CompletionStage<List<Settlement>> settlements(int most);

  /**
   * Pays all that is owed to an address, over all channels and lanes, with one transfer. Goes on by
   * itself until it is over, restarts of the program included.
   *
   * @param payee who is to be paid
   * @return completes when its transfer is stored, with the settlement under way if there is one;
   *     exceptionally with {@code NOTHING_LEFT} if nothing is owed, {@code LEDGER} if it could not
   *     be prepared. What comes of it {@link #settlement} tells
   */
  CompletionStage<Settlement> settle(Address payee);

  /**
   * Checks with the ledger what a payer says it has paid, and takes it into the books: the transfer
   * must be final, of this token, from the payer to this address, and of the amount that the lanes
   * lacked. A transfer is credited once.
   *
   * @param claim what the payer says
   * @return the amount that was credited; exceptionally with {@code NOT_FINAL}, {@code
   *     ALREADY_CREDITED}, {@code NOT_AS_CLAIMED} or {@code LEDGER}
   */
  CompletionStage<Long> credit(SettlementClaim claim);
}
