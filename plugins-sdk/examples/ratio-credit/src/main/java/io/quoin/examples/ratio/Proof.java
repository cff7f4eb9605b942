package io.quoin.examples.ratio;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The extension's one message: a peer says which member it is, and proves that it is one.
 *
 * @param member its name
 * @param mac that only a member can make
 */
record Proof(String member, ByteBuffer mac) {
  private static final int LONGEST = 256;
  private static final int MAC = 32;
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,32}");
  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 32, LONGEST);

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  ByteBuffer encode() {
    byte[] bytes = new byte[mac.remaining()];
    mac.duplicate().get(bytes);
    return ByteBuffer.wrap(
        Bencode.encode(BDictionary.builder().put("m", member).put("p", bytes).build()));
  }

  /** Reads what a peer sent; nothing if it is not such a message. */
  static Optional<Proof> decode(ByteBuffer payload) {
    if (payload.remaining() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    try {
      return Bencode.decode(bytes, Bencode.Mode.TOLERANT, LIMITS) instanceof BDictionary message
          ? of(message)
          : Optional.empty();
    } catch (BencodeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Proof> of(BDictionary message) {
    Optional<String> name = message.string("m").flatMap(BString::text).filter(Proof::isName);
    Optional<BString> mac = message.string("p").filter(p -> p.length() == MAC);
    return name.flatMap(n -> mac.map(m -> new Proof(n, m.bytes())));
  }
}
