package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import org.tron.trident.proto.Contract.TransferAssetContract;

/** Tokens change hands. */
record TokenTransfer(ByteString owner, ByteString to, ByteString asset, long amount)
    implements Action {

  static TokenTransfer of(TransferAssetContract contract) {
    return new TokenTransfer(
        contract.getOwnerAddress(),
        contract.getToAddress(),
        contract.getAssetName(),
        contract.getAmount());
  }

  boolean isOf(Token token) {
    return asset.equals(ByteString.copyFromUtf8(Long.toString(token.id())));
  }

  @Override
  public void validate(Layer state, Token token) throws Refusal {
    if (!Account.isAddress(owner)) {
      throw Refusal.invalid("Invalid ownerAddress");
    }
    if (!Account.isAddress(to)) {
      throw Refusal.invalid("Invalid toAddress");
    }
    if (amount <= 0) {
      throw Refusal.invalid("Amount must be greater than 0.");
    }
    if (owner.equals(to)) {
      throw Refusal.invalid("Cannot transfer asset to yourself.");
    }
    Account payer = state.account(owner).orElseThrow(() -> Refusal.invalid("No owner account!"));
    if (!isOf(token)) {
      throw Refusal.invalid("No asset!");
    }
    if (payer.tokens() <= 0) {
      throw Refusal.invalid("assetBalance must be greater than 0.");
    }
    if (amount > payer.tokens()) {
      throw Refusal.invalid("assetBalance is not sufficient.");
    }
    if (state.account(to).isEmpty() && payer.sun() < ChainParameter.NEW_ACCOUNT_FEE.value()) {
      throw Refusal.invalid("Validate TransferAssetActuator error, insufficient fee.");
    }
  }

  @Override
  public void execute(Layer state) {
    state.put(state.account(owner).orElseThrow().plusTokens(-amount));
    state.put(state.account(to).orElseThrow().plusTokens(amount));
  }
}
