package io.quoin.examples.ratio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The group's secret: who knows it can prove that, and check others. Thread-safe. */
final class GroupKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] TAG = "qn_ratio/1 proof".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec key;

  /** With a secret of any length from one character on. */
  GroupKey(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** One end of a connection proves itself to the other. */
  static final class Occasion {
    private final ByteBuffer bytes;

    /**
     * On one connection.
     *
     * @param prover its peer id, 20 bytes
     * @param verifier the peer id of the one who is to believe it, 20 bytes
     * @param nonce what that one has drawn for the connection, 32 bytes
     */
    Occasion(byte[] prover, byte[] verifier, byte[] nonce) {
      bytes = ByteBuffer.allocate(prover.length + verifier.length + nonce.length);
      bytes.put(prover).put(verifier).put(nonce).flip();
    }
  }

  /** The proof that a member of this name gives on this occasion. */
  Proof prove(String member, Occasion occasion) {
    return new Proof(member, ByteBuffer.wrap(mac(member, occasion)));
  }

  /** Whether whoever made the proof knows the secret, and made it for this occasion. */
  boolean confirms(Proof proof, Occasion occasion) {
    byte[] given = new byte[proof.mac().remaining()];
    proof.mac().duplicate().get(given);
    return MessageDigest.isEqual(mac(proof.member(), occasion), given);
  }

  private byte[] mac(String member, Occasion occasion) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(TAG);
      mac.update(occasion.bytes.duplicate());
      return mac.doFinal(member.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
