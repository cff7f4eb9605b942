package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A private key, which signs and is otherwise kept to itself. Thread-safe. */
public final class SigningKey {

  static final int BYTES = 32;

  private final ECPrivateKeyParameters secret;
  private final ECPoint publicPoint;
  private final Address address;

  private SigningKey(BigInteger number) {
    secret = new ECPrivateKeyParameters(number, Secp256k1.DOMAIN);
    publicPoint =
        new FixedPointCombMultiplier().multiply(Secp256k1.DOMAIN.getG(), number).normalize();
    address = Secp256k1.address(publicPoint);
  }

  /**
   * The key of these bytes.
   *
   * @param bytes 32 of them, big-endian; the caller wipes them
   * @return the key
   * @throws IllegalArgumentException if they are no key; the message does not show them
   */
  public static SigningKey of(byte[] bytes) {
    return new SigningKey(number(bytes));
  }

  /** Throws as {@link #of}, without the arithmetic. */
  static void check(byte[] bytes) {
    number(bytes);
  }

  private static BigInteger number(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a private key has 32 bytes, not " + bytes.length);
    }
    BigInteger number = BigIntegers.fromUnsignedByteArray(bytes);
    if (number.signum() == 0 || number.compareTo(Secp256k1.DOMAIN.getN()) >= 0) {
      throw new IllegalArgumentException("these 32 bytes are out of a private key's range");
    }
    return number;
  }

  /** Fresh bytes of a key; the caller wipes them. */
  static byte[] draw(SecureRandom random) {
    BigInteger number =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, Secp256k1.DOMAIN.getN().subtract(BigInteger.ONE), random);
    return BigIntegers.asUnsignedByteArray(BYTES, number);
  }

  /**
   * The address that belongs to the key.
   *
   * @return its address
   */
  public Address address() {
    return address;
  }

  /**
   * Signs a digest, in about 0.3 ms of the caller's thread.
   *
   * @param digest what to sign
   * @return the signature
   */
  public Signature sign(Digest digest) {
    return Secp256k1.sign(digest, secret, publicPoint);
  }

  /** Says whose key it is, not what it is. */
  @Override
  public String toString() {
    return "the key of " + address;
  }
}
