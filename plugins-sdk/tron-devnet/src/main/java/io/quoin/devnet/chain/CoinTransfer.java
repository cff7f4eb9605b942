package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import org.tron.trident.proto.Contract.TransferContract;

/** Coins change hands. */
record CoinTransfer(ByteString owner, ByteString to, long sun) implements Action {

  static CoinTransfer of(TransferContract contract) {
    return new CoinTransfer(
        contract.getOwnerAddress(), contract.getToAddress(), contract.getAmount());
  }

  @Override
  public void validate(Layer state, Token token) throws Refusal {
    if (!Account.isAddress(owner)) {
      throw Refusal.invalid("Invalid ownerAddress!");
    }
    if (!Account.isAddress(to)) {
      throw Refusal.invalid("Invalid toAddress!");
    }
    if (owner.equals(to)) {
      throw Refusal.invalid("Cannot transfer TRX to yourself.");
    }
    Account payer =
        state
            .account(owner)
            .orElseThrow(
                () -> Refusal.invalid("Validate TransferContract error, no OwnerAccount."));
    if (sun <= 0) {
      throw Refusal.invalid("Amount must be greater than 0.");
    }
    long fee = state.account(to).isEmpty() ? ChainParameter.NEW_ACCOUNT_FEE.value() : 0;
    if (payer.sun() - fee < sun) {
      throw Refusal.invalid("Validate TransferContract error, balance is not sufficient.");
    }
  }

  @Override
  public void execute(Layer state) {
    state.put(state.account(owner).orElseThrow().plusSun(-sun));
    state.put(state.account(to).orElseThrow().plusSun(sun));
  }
}
