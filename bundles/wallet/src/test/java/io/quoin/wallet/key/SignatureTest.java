package io.quoin.wallet.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final BigInteger N = Secp256k1.DOMAIN.getN();

  private final Random random = new Random(256);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Signature signature(BigInteger r, BigInteger s, int recoveryId) {
    byte[] bytes = new byte[Signature.BYTES];
    BigIntegers.asUnsignedByteArray(r, bytes, 0, 32);
    BigIntegers.asUnsignedByteArray(s, bytes, 32, 32);
    bytes[64] = (byte) recoveryId;
    return Signature.of(bytes);
  }

  private static BigInteger part(Signature signature, int offset) {
    return BigIntegers.fromUnsignedByteArray(signature.toByteArray(), offset, 32);
  }

  @Test
  void every_signature_is_low_verifies_and_names_its_signer() {
    for (int i = 0; i < 300; i++) {
      byte[] secret = bytes(32);
      SigningKey key = SigningKey.of(secret);
      Digest digest = Digest.of(bytes(32));

      Signature signature = key.sign(digest);

      ECDSASigner verifier = new ECDSASigner();
      verifier.init(
          false,
          new ECPublicKeyParameters(
              Secp256k1.DOMAIN.getG().multiply(BigIntegers.fromUnsignedByteArray(secret)),
              Secp256k1.DOMAIN));
      assertThat(
              verifier.verifySignature(
                  digest.toByteArray(), part(signature, 0), part(signature, 32)))
          .isTrue();
      assertThat(part(signature, 32)).isLessThanOrEqualTo(N.shiftRight(1));
      assertThat(Secp256k1.signer(digest, signature)).contains(key.address());
    }
  }

  @Test
  void a_signature_of_something_else_names_somebody_else() {
    SigningKey key = SigningKey.of(bytes(32));
    Digest digest = Digest.of(bytes(32));
    Signature signature = key.sign(digest);
    Signature flipped =
        signature(part(signature, 0), part(signature, 32), 1 - signature.recoveryId());

    assertThat(Secp256k1.signer(Digest.of(bytes(32)), signature))
        .isNotEqualTo(Optional.of(key.address()));
    assertThat(Secp256k1.signer(digest, flipped)).isNotEqualTo(Optional.of(key.address()));
  }

  @Test
  void the_high_twin_of_a_signature_is_nobodys() {
    SigningKey key = SigningKey.of(bytes(32));
    Digest digest = Digest.of(bytes(32));
    Signature low = key.sign(digest);

    Signature high = signature(part(low, 0), N.subtract(part(low, 32)), 1 - low.recoveryId());

    assertThat(Secp256k1.signer(digest, high)).isEmpty();
  }

  @Test
  void numbers_out_of_range_are_nobodys_signature() {
    Digest digest = Digest.of(bytes(32));
    BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    for (BigInteger wrong : new BigInteger[] {BigInteger.ZERO, N, N.add(BigInteger.ONE), most}) {
      for (int recoveryId = 0; recoveryId < 2; recoveryId++) {
        assertThat(Secp256k1.signer(digest, signature(wrong, BigInteger.TEN, recoveryId)))
            .isEmpty();
        assertThat(Secp256k1.signer(digest, signature(BigInteger.TEN, wrong, recoveryId)))
            .isEmpty();
      }
    }
  }

  @Test
  void arbitrary_bytes_never_throw() {
    int somebody = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = bytes(Signature.BYTES);
      bytes[64] &= 1;
      bytes[32] &= 0x7f;
      if (Secp256k1.signer(Digest.of(bytes(32)), Signature.of(bytes)).isPresent()) {
        somebody++;
      }
    }

    // Half of all numbers are the x of a point.
    assertThat(somebody).isBetween(800, 1200);
  }

  @Test
  void bytes_out_of_a_keys_range_are_refused_without_being_shown() {
    byte[] tooLarge = BigIntegers.asUnsignedByteArray(32, N);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of(tooLarge))
        .withMessageNotContaining("bfd25e8c");
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(new byte[32]));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(new byte[31]));
  }

  @Test
  void a_key_in_words_says_whose_it_is_and_nothing_else() {
    SigningKey key = SigningKey.of(HexFormat.of().parseHex(KnownAnswersTest.PAYER_KEY));

    assertThat(key).hasToString("the key of TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");
  }
}
