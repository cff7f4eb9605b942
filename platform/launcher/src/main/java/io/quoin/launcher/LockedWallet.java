package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Wallet;
import io.quoin.api.wallet.WalletException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An account for looking at: nothing is signed for it.
 *
 * @param address whose
 */
record LockedWallet(Address address) implements Wallet {

  @Override
  public Address signer() {
    return address;
  }

  @Override
  public CompletionStage<Signature> sign(Digest digest) {
    return CompletableFuture.failedStage(
        new WalletException(WalletException.Code.CLOSED, "the wallet is locked"));
  }
}
