package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.tron.trident.proto.Chain.Transaction.Contract;
import org.tron.trident.proto.Contract.TransferAssetContract;
import org.tron.trident.proto.Contract.TransferContract;

/** What a transaction does. */
sealed interface Action permits TokenTransfer, CoinTransfer {

  /** Whose account it is about, and who bears the fees: whatever bytes the sender wrote. */
  ByteString owner();

  /** Whom it gives something to: whatever bytes the sender wrote. */
  ByteString to();

  /**
   * Checks that it can be executed.
   *
   * @param state after the fees
   * @param token the one there is
   * @throws Refusal if it cannot
   */
  void validate(Layer state, Token token) throws Refusal;

  /** Executes it, once it was validated and both accounts exist. */
  void execute(Layer state);

  /**
   * Reads a contract.
   *
   * @throws Refusal if it is of a kind that is not simulated, or not of the kind that it claims
   */
  static Action of(Contract contract) throws Refusal {
    try {
      return switch (contract.getType()) {
        case TransferAssetContract ->
            TokenTransfer.of(contract.getParameter().unpack(TransferAssetContract.class));
        case TransferContract ->
            CoinTransfer.of(contract.getParameter().unpack(TransferContract.class));
        default ->
            throw Refusal.invalid(
                "this simulator executes transfers alone, not " + contract.getType());
      };
    } catch (InvalidProtocolBufferException notOne) {
      // Nobody can have signed for an owner that cannot be read, which is what a node looks at.
      throw Refusal.unsigned("the contract is no " + contract.getType());
    }
  }
}
