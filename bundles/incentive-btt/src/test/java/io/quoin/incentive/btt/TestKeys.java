package io.quoin.incentive.btt;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/** Keys whose owner is everybody, for tests. */
public final class TestKeys {
  private static final X9ECParameters X9 = SECNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(X9.getCurve(), X9.getG(), X9.getN(), X9.getH());

  private final BigInteger secret;

  private TestKeys(BigInteger secret) {
    this.secret = secret;
  }

  /** A key from its hexadecimal digits. */
  public static TestKeys of(String hex) {
    return new TestKeys(new BigInteger(1, HexFormat.of().parseHex(hex)));
  }

  /** The key of a small number. */
  public static TestKeys of(long number) {
    return new TestKeys(BigInteger.valueOf(number));
  }

  /** Keccak-256. */
  public static Digest keccak256(ByteBuffer bytes) {
    byte[] in = bytes(bytes);
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(in, 0, in.length);
    byte[] out = new byte[Digest.BYTES];
    digest.doFinal(out, 0);
    return Digest.of(out);
  }

  /** The bytes of a buffer. */
  public static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The key's address. */
  public Address address() {
    return address(X9.getG().multiply(secret));
  }

  private static Address address(ECPoint point) {
    byte[] encoded = point.normalize().getEncoded(false);
    byte[] hash = keccak256(ByteBuffer.wrap(encoded, 1, 64)).toByteArray();
    byte[] address = Arrays.copyOfRange(hash, Digest.BYTES - Address.BYTES, Digest.BYTES);
    address[0] = Address.PREFIX;
    return Address.of(address);
  }

  /** A signature by RFC 6979 with low s. */
  public Signature sign(Digest digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, CURVE));
    BigInteger[] rs = signer.generateSignature(digest.toByteArray());
    BigInteger s = rs[1];
    if (s.compareTo(CURVE.getN().shiftRight(1)) > 0) {
      s = CURVE.getN().subtract(s);
    }
    for (byte recovery = 0; recovery < 2; recovery++) {
      byte[] bytes = new byte[Signature.BYTES];
      put(rs[0], bytes, 0);
      put(s, bytes, 32);
      bytes[64] = recovery;
      Signature candidate = Signature.of(bytes);
      if (signer(digest, candidate).filter(address()::equals).isPresent()) {
        return candidate;
      }
    }
    throw new AssertionError("no recovery id fits");
  }

  private static void put(BigInteger number, byte[] bytes, int at) {
    byte[] raw = number.toByteArray();
    int skip = Math.max(0, raw.length - 32);
    System.arraycopy(raw, skip, bytes, at + 32 - (raw.length - skip), raw.length - skip);
  }

  /** Who signed. */
  public static Optional<Address> signer(Digest digest, Signature signature) {
    byte[] bytes = signature.toByteArray();
    BigInteger n = CURVE.getN();
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
    boolean inRange =
        r.signum() > 0 && r.compareTo(n) < 0 && s.signum() > 0 && s.compareTo(n.shiftRight(1)) <= 0;
    if (!inRange) {
      return Optional.empty();
    }
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + bytes[64]);
    System.arraycopy(bytes, 0, compressed, 1, 32);
    try {
      ECPoint point = CURVE.getCurve().decodePoint(compressed);
      BigInteger e = new BigInteger(1, digest.toByteArray());
      BigInteger inverse = r.modInverse(n);
      ECPoint key =
          X9.getG()
              .multiply(n.subtract(e.mod(n)).multiply(inverse).mod(n))
              .add(point.multiply(s.multiply(inverse).mod(n)));
      return key.isInfinity() ? Optional.empty() : Optional.of(address(key));
    } catch (IllegalArgumentException noPoint) {
      return Optional.empty();
    }
  }
}
