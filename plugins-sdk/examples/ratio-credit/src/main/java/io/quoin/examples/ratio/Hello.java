package io.quoin.examples.ratio;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What stands under {@value #NAME} in the extension handshake: a version and a nonce. */
final class Hello {

  /** The name of the extension, and the key in the handshake. */
  static final String NAME = "qn_ratio";

  /** The key of the nonce. */
  static final String NONCE = "n";

  private static final int VERSION = 1;
  private static final int NONCE_BYTES = 32;
  private static final Bencode.Limits LIMITS = new Bencode.Limits(8, 128, 1024);

  private Hello() {}

  /** All but the nonce. */
  static ByteBuffer value() {
    return ByteBuffer.wrap(Bencode.encode(BDictionary.builder().put("v", VERSION).build()));
  }

  /** The nonce that a peer wants to see in proofs; nothing if it speaks another version. */
  static Optional<byte[]> nonce(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    try {
      return Bencode.decode(bytes, Bencode.Mode.TOLERANT, LIMITS) instanceof BDictionary said
          ? nonce(said)
          : Optional.empty();
    } catch (BencodeException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> nonce(BDictionary said) {
    return said.string(NONCE)
        .filter(n -> n.length() == NONCE_BYTES && said.integer("v").orElse(0) == VERSION)
        .map(BString::toByteArray);
  }
}
