package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.wallet.key.SigningKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Addresses, ids and signatures against what BouncyCastle alone makes of the same bytes. */
class AgainstBouncyCastleTest {

  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private static byte[] secret(byte[] seed) {
    BigInteger number =
        new BigInteger(1, seed).mod(CURVE.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    return BigIntegers.asUnsignedByteArray(32, number);
  }

  private static byte[] addressOf(ECPoint point) {
    KeccakDigest keccak = new KeccakDigest(256);
    byte[] encoded = point.normalize().getEncoded(false);
    keccak.update(encoded, 1, 64);
    byte[] hash = new byte[32];
    keccak.doFinal(hash, 0);
    byte[] address = new byte[21];
    address[0] = 0x41;
    System.arraycopy(hash, 12, address, 1, 20);
    return address;
  }

  private static byte[] sha256(byte[] bytes) {
    SHA256Digest sha256 = new SHA256Digest();
    sha256.update(bytes, 0, bytes.length);
    byte[] digest = new byte[32];
    sha256.doFinal(digest, 0);
    return digest;
  }

  private static String base58check(byte[] address) {
    byte[] whole = Arrays.copyOf(address, 25);
    System.arraycopy(sha256(sha256(address)), 0, whole, 21, 4);
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, whole);
    while (number.signum() > 0) {
      text.insert(0, ALPHABET.charAt(number.mod(BigInteger.valueOf(58)).intValue()));
      number = number.divide(BigInteger.valueOf(58));
    }
    return text.toString();
  }

  private static Address address(byte[] seed) {
    byte[] bytes = Arrays.copyOf(seed, 21);
    bytes[0] = 0x41;
    return Address.of(bytes);
  }

  @Property(tries = 200)
  void an_address_is_what_its_key_makes_it_and_is_read_as_it_is_written(
      @ForAll @Size(32) byte[] seed) {
    byte[] secret = secret(seed);
    byte[] expected = addressOf(CURVE.getG().multiply(new BigInteger(1, secret)));

    Address address = SigningKey.of(secret).address();

    assertThat(address.toByteArray()).isEqualTo(expected);
    assertThat(address).hasToString(base58check(expected));
    assertThat(Address.parse(address.toString())).isEqualTo(address);
  }

  @Property(tries = 500)
  void an_address_with_one_wrong_character_is_none(
      @ForAll @Size(32) byte[] seed,
      @ForAll @IntRange(max = 33) int place,
      @ForAll @IntRange(min = 1, max = 57) int shift) {
    StringBuilder text = new StringBuilder(address(seed).toString());
    int other = (ALPHABET.indexOf(text.charAt(place)) + shift) % 58;
    text.setCharAt(place, ALPHABET.charAt(other));

    assertThat(parses(text.toString())).isFalse();
  }

  private static boolean parses(String text) {
    try {
      Address.parse(text);
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  @Property(tries = 200)
  void a_transfer_is_read_as_it_is_built_and_its_signature_is_its_signers(
      @ForAll @Size(32) byte[] seed,
      @ForAll @Size(32) byte[] other,
      @ForAll @LongRange(min = 1) long amount,
      @ForAll @LongRange(min = 1) long token,
      @ForAll @LongRange(max = 1L << 41) long time,
      @ForAll @IntRange(max = 9) int permission) {
    byte[] secret = secret(seed);
    SigningKey key = SigningKey.of(secret);
    Address to = address(other);
    TransferOrder order =
        new TransferOrder(
            key.address(),
            key.address(),
            to,
            amount,
            Instant.ofEpochMilli(time),
            Instant.ofEpochMilli(time + 600_000));
    Block block = new Block(0, Instant.EPOCH, ByteString.copyFrom(Arrays.copyOf(other, 32)));

    PreparedTransfer transfer =
        RawTransfer.of(order, new TokenId(token), permission, block).prepared(order);
    Signature signature = key.sign(transfer.id().digest());

    byte[] raw = new byte[transfer.raw().remaining()];
    transfer.raw().get(raw);
    RawTransfer read = RawTransfer.decode(transfer.raw());
    assertThat(transfer.id().digest().toByteArray()).isEqualTo(sha256(raw));
    assertThat(read.does(order, new TokenId(token))).isTrue();
    assertThat(read.facts(false))
        .contains(
            new TransferFacts(transfer.id(), key.address(), to, new TokenId(token), amount, false));
    assertThat(Bandwidth.points(read)).isLessThanOrEqualTo(Bandwidth.points(new TokenId(token)));
    verified(sha256(raw), signature, CURVE.getG().multiply(new BigInteger(1, secret)));
  }

  /** It verifies, s is low, and the point that the recovery id names gives back the key. */
  private static void verified(byte[] digest, Signature signature, ECPoint key) {
    byte[] bytes = signature.toByteArray();
    BigInteger r = new BigInteger(1, bytes, 0, 32);
    BigInteger s = new BigInteger(1, bytes, 32, 32);
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key, CURVE));
    assertThat(verifier.verifySignature(digest, r, s)).isTrue();
    assertThat(s).isLessThanOrEqualTo(CURVE.getN().shiftRight(1));
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + signature.recoveryId());
    System.arraycopy(bytes, 0, compressed, 1, 32);
    ECPoint nonce = CURVE.getCurve().decodePoint(compressed);
    ECPoint recovered =
        nonce
            .multiply(s)
            .subtract(CURVE.getG().multiply(new BigInteger(1, digest)))
            .multiply(r.modInverse(CURVE.getN()));
    assertThat(recovered.normalize()).isEqualTo(key.normalize());
  }

  @Property(tries = 1000)
  void bytes_of_a_stranger_are_a_transfer_or_none_and_never_trouble(
      @ForAll @Size(max = 300) byte[] bytes) {
    assertThatCode(() -> readable(bytes)).doesNotThrowAnyException();
  }

  @Property(tries = 1000)
  void a_transfer_with_a_wrong_byte_is_another_or_none(
      @ForAll @IntRange(max = 1_000) int place, @ForAll @IntRange(min = 1, max = 255) int change) {
    TransferOrder order =
        new TransferOrder(
            TestKeys.PAYER.address(),
            TestKeys.PAYER.address(),
            TestKeys.PAYEE.address(),
            77,
            Instant.ofEpochMilli(1L << 40),
            Instant.ofEpochMilli((1L << 40) + 1));
    TokenId token = new TokenId(1_002_000);
    Block block = new Block(0, Instant.EPOCH, ByteString.copyFrom(new byte[32]));
    PreparedTransfer transfer = RawTransfer.of(order, token, 0, block).prepared(order);
    byte[] raw = new byte[transfer.raw().remaining()];
    transfer.raw().get(raw);
    raw[place % raw.length] ^= (byte) change;

    boolean same =
        readable(raw) && RawTransfer.decode(ByteBuffer.wrap(raw)).id().equals(transfer.id());

    assertThat(same).isFalse();
  }

  private static boolean readable(byte[] bytes) {
    try {
      return RawTransfer.decode(ByteBuffer.wrap(bytes)).facts(false).isPresent();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
