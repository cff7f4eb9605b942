package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Finds out who signed, as nodes do (SEC 1, 4.1.6): any of the four recovery ids, counted from 0,
 * 27 or 31, and either half of s. A wallet should accept less; a node doesn't.
 */
final class Signer {

  static final int SIGNATURE_BYTES = 65;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger N = CURVE.getN();
  private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
  private static final int WORD = 32;
  private static final int FIRST = 27;
  private static final int COMPRESSED = 31;
  private static final int LAST = 34;

  private Signer() {}

  /**
   * The address that belongs to the key.
   *
   * @param digest 32 bytes
   * @param signature at least 65 bytes; what follows them is not looked at
   * @return empty if no key made it
   */
  static Optional<ByteString> of(byte[] digest, ByteString signature) {
    byte[] bytes = signature.substring(0, SIGNATURE_BYTES).toByteArray();
    BigInteger r = BigIntegers.fromUnsignedByteArray(bytes, 0, WORD);
    BigInteger s = BigIntegers.fromUnsignedByteArray(bytes, WORD, WORD);
    int header = bytes[2 * WORD] < FIRST ? bytes[2 * WORD] + FIRST : bytes[2 * WORD];
    if (header < FIRST || header > LAST || !isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    int id = header - (header < COMPRESSED ? FIRST : COMPRESSED);
    BigInteger x = r.add(N.multiply(BigInteger.valueOf(id / 2)));
    return nonce(x, id % 2)
        .flatMap(nonce -> key(new BigInteger(1, digest), r, s, nonce))
        .map(Signer::address);
  }

  private static boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(N) < 0;
  }

  /** The point of that x whose y is odd or even; half of all numbers are no point's. */
  private static Optional<ECPoint> nonce(BigInteger x, int odd) {
    if (x.compareTo(P) >= 0) {
      return Optional.empty();
    }
    byte[] encoded = new byte[1 + WORD];
    encoded[0] = (byte) (2 + odd);
    BigIntegers.asUnsignedByteArray(x, encoded, 1, WORD);
    try {
      return Optional.of(CURVE.getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static Optional<ECPoint> key(
      BigInteger digest, BigInteger r, BigInteger s, ECPoint nonce) {
    BigInteger inverse = BigIntegers.modOddInverse(N, r);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                CURVE.getG(),
                digest.negate().multiply(inverse).mod(N),
                nonce,
                s.multiply(inverse).mod(N))
            .normalize();
    return key.isInfinity() ? Optional.empty() : Optional.of(key);
  }

  /** 0x41 and the last 20 bytes of Keccak-256 of both coordinates. */
  private static ByteString address(ECPoint key) {
    byte[] encoded = key.getEncoded(false);
    KeccakDigest keccak = new KeccakDigest(256);
    keccak.update(encoded, 1, encoded.length - 1);
    byte[] hash = new byte[WORD];
    keccak.doFinal(hash, 0);
    byte[] address = new byte[Account.ADDRESS_BYTES];
    address[0] = 0x41;
    System.arraycopy(hash, WORD - 20, address, 1, 20);
    return ByteString.copyFrom(address);
  }
}
