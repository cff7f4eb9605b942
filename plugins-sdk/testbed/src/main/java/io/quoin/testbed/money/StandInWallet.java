package io.quoin.testbed.money;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands in for a wallet where a simulation has no time for elliptic curves. A signature is the
 * signer's address and a SHA-256 of it and of what is signed: wrong ones are found out, but anybody
 * can make right ones. Keccak-256 is SHA-256 here as well.
 */
public final class StandInWallet implements Wallet, Signatures {
  private final Address address;

  /**
   * A wallet.
   *
   * @param address whose
   */
  public StandInWallet(Address address) {
    this.address = address;
  }

  /**
   * An address.
   *
   * @param number of it
   * @return the same for the same number, another for another
   */
  public static Address address(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    ByteBuffer.wrap(bytes).putInt(Address.BYTES - Integer.BYTES, number);
    return Address.of(bytes);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Address signer() {
    return address;
  }

  @Override
  public CompletionStage<Signature> sign(Digest digest) {
    return CompletableFuture.completedFuture(signed(digest));
  }

  /**
   * What {@link #sign} answers, at once.
   *
   * @param digest what is signed
   * @return the signature
   */
  public Signature signed(Digest digest) {
    byte[] bytes = new byte[Signature.BYTES];
    ByteBuffer.wrap(bytes).put(address.bytes()).put(sum(address.bytes(), digest.bytes()));
    return Signature.of(bytes);
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    return CompletableFuture.completedFuture(signed(digest, signature.toByteArray()));
  }

  private static Optional<Address> signed(Digest digest, byte[] bytes) {
    if (bytes[0] != Address.PREFIX) {
      return Optional.empty();
    }
    Address claimed = Address.of(Arrays.copyOf(bytes, Address.BYTES));
    byte[] sum = Arrays.copyOfRange(bytes, Address.BYTES, Address.BYTES + Digest.BYTES);
    boolean right = Arrays.equals(sum, sum(claimed.bytes(), digest.bytes()));
    return right ? Optional.of(claimed) : Optional.empty();
  }

  @Override
  public Digest keccak256(ByteBuffer bytes) {
    return Digest.of(sum(bytes));
  }

  static byte[] sum(ByteBuffer... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (ByteBuffer part : parts) {
        sha256.update(part.duplicate());
      }
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
