package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Recoverable ECDSA over secp256k1 (SEC 1 and 2): signing, and finding out who signed. Nonces are
 * those of RFC 6979 with HMAC-SHA-256; s is always in the lower half.
 */
final class Secp256k1 {

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final BigInteger N = DOMAIN.getN();
  private static final BigInteger HALF = N.shiftRight(1);
  private static final int WORD = 32;

  private Secp256k1() {}

  static Signature sign(Digest digest, ECPrivateKeyParameters key, ECPoint publicPoint) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    byte[] message = digest.toByteArray();
    BigInteger[] pair = signer.generateSignature(message);
    BigInteger s = pair[1].compareTo(HALF) > 0 ? N.subtract(pair[1]) : pair[1];
    return signature(pair[0], s, recoveryId(message, pair[0], s, publicPoint));
  }

  /**
   * The nonce's point, found by verifying: a signature that a fault has spoilt is not given away.
   */
  private static int recoveryId(byte[] message, BigInteger r, BigInteger s, ECPoint publicPoint) {
    BigInteger inverse = BigIntegers.modOddInverse(N, s);
    ECPoint point =
        ECAlgorithms.sumOfTwoMultiplies(
                DOMAIN.getG(),
                number(message).multiply(inverse).mod(N),
                publicPoint,
                r.multiply(inverse).mod(N))
            .normalize();
    if (point.isInfinity() || !point.getAffineXCoord().toBigInteger().equals(r)) {
      throw new IllegalStateException("a signature was computed that does not verify");
    }
    return point.getAffineYCoord().testBitZero() ? 1 : 0;
  }

  private static Signature signature(BigInteger r, BigInteger s, int recoveryId) {
    byte[] bytes = new byte[Signature.BYTES];
    BigIntegers.asUnsignedByteArray(r, bytes, 0, WORD);
    BigIntegers.asUnsignedByteArray(s, bytes, WORD, WORD);
    bytes[2 * WORD] = (byte) recoveryId;
    return Signature.of(bytes);
  }

  static Optional<Address> signer(Digest digest, Signature signature) {
    byte[] bytes = signature.toByteArray();
    BigInteger r = BigIntegers.fromUnsignedByteArray(bytes, 0, WORD);
    BigInteger s = BigIntegers.fromUnsignedByteArray(bytes, WORD, WORD);
    if (r.signum() == 0 || r.compareTo(N) >= 0 || s.signum() == 0 || s.compareTo(HALF) > 0) {
      return Optional.empty();
    }
    return point(bytes, signature.recoveryId())
        .flatMap(nonce -> recovered(number(digest.toByteArray()), r, s, nonce));
  }

  /** The point whose x is r; half of all numbers are no point's. */
  private static Optional<ECPoint> point(byte[] signature, int recoveryId) {
    byte[] encoded = new byte[1 + WORD];
    encoded[0] = (byte) (2 + recoveryId);
    System.arraycopy(signature, 0, encoded, 1, WORD);
    try {
      return Optional.of(DOMAIN.getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static Optional<Address> recovered(
      BigInteger message, BigInteger r, BigInteger s, ECPoint nonce) {
    BigInteger inverse = BigIntegers.modOddInverse(N, r);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                DOMAIN.getG(),
                message.negate().multiply(inverse).mod(N),
                nonce,
                s.multiply(inverse).mod(N))
            .normalize();
    return key.isInfinity() ? Optional.empty() : Optional.of(address(key));
  }

  /** The last 20 bytes of Keccak-256 of both coordinates, after the prefix. */
  static Address address(ECPoint publicPoint) {
    byte[] encoded = publicPoint.getEncoded(false);
    byte[] hash = Keccak.hash(encoded, 1, encoded.length - 1);
    byte[] address = new byte[Address.BYTES];
    address[0] = Address.PREFIX;
    System.arraycopy(hash, hash.length - 20, address, 1, 20);
    return Address.of(address);
  }

  private static BigInteger number(byte[] bytes) {
    return BigIntegers.fromUnsignedByteArray(bytes);
  }
}
