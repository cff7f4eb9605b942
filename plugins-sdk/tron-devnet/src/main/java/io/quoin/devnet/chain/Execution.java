package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/**
 * Charges for a transaction and executes it: bandwidth first, then what more than one signature and
 * a memo cost, then the contract. Without a stake there are the daily free points, and coins.
 */
final class Execution {

  /** Reserved for a transaction's result, and charged for. */
  static final int RESULT_BYTES = 64;

  private final Token token;
  private final Layer state;
  private final long headTime;
  private final long headSlot;
  private long points;
  private long netFee;
  private long otherFees;

  /**
   * One execution.
   *
   * @param token the one there is
   * @param state that it changes, also if it is refused: to be thrown away then
   * @param head the block before
   */
  Execution(Token token, Layer state, Head head) {
    this.token = token;
    this.state = state;
    this.headTime = head.time();
    this.headSlot = head.slot();
  }

  /** Executes a transaction with one contract, whose signatures are good. */
  Receipt of(Transaction transaction) throws Refusal {
    Action action = Action.of(transaction.getRawData().getContract(0));
    boolean makesAccount = state.account(action.to()).isEmpty();
    payer(action);
    if (makesAccount) {
      chargeForNewAccount(transaction, action);
    } else {
      chargeForBytes(transaction, action);
    }
    if (transaction.getSignatureCount() > 1) {
      chargeExtra(action, ChainParameter.MULTI_SIGN_FEE);
    }
    if (!transaction.getRawData().getData().isEmpty()) {
      chargeExtra(action, ChainParameter.MEMO_FEE);
    }
    action.validate(state, token);
    if (makesAccount) {
      chargeExtra(action, ChainParameter.NEW_ACCOUNT_FEE);
      state.put(Account.empty(action.to(), headTime));
    }
    action.execute(state);
    state.put(payer(action).operatedAt(headTime));
    return new Receipt(points, netFee, otherFees);
  }

  private Account payer(Action action) throws Refusal {
    ByteString owner = action.owner();
    return state
        .account(owner)
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "account [" + Address.of(owner.toByteArray()) + "] does not exist"));
  }

  private void chargeForNewAccount(Transaction transaction, Action action) throws Refusal {
    long bytes =
        transaction.getSerializedSize()
            - (long) transaction.getSignatureCount() * Signer.SIGNATURE_BYTES;
    if (bytes > ChainParameter.MAX_CREATE_ACCOUNT_SIZE.value()) {
      throw new Refusal(
          response_code.TOO_BIG_TRANSACTION_ERROR,
          "Too big new account transaction, the size is " + bytes + " bytes");
    }
    netFee = ChainParameter.CREATE_ACCOUNT_FEE.value();
    charge(action, netFee);
  }

  private void chargeForBytes(Transaction transaction, Action action) throws Refusal {
    if (action instanceof TokenTransfer transfer && !transfer.isOf(token)) {
      throw Refusal.invalid("asset [" + transfer.asset() + "] does not exist");
    }
    long bytes = (long) transaction.getSerializedSize() + RESULT_BYTES;
    Account payer = payer(action);
    long left = ChainParameter.FREE_NET_LIMIT.value() - payer.bandwidth().usedAt(headSlot);
    if (bytes <= left) {
      points = bytes;
      state.put(payer.using(payer.bandwidth().plus(bytes, headSlot)));
    } else {
      netFee = Math.multiplyExact(bytes, ChainParameter.TRANSACTION_FEE.value());
      charge(action, netFee);
    }
  }

  private void chargeExtra(Action action, ChainParameter price) throws Refusal {
    otherFees += price.value();
    charge(action, price.value());
  }

  private void charge(Action action, long sun) throws Refusal {
    Account payer = payer(action);
    if (payer.sun() < sun) {
      throw Refusal.poor();
    }
    state.put(payer.plusSun(-sun));
    state.burn(sun);
  }
}
