package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** SHA-256, which names transactions and blocks. */
final class Hashes {

  private static final ByteString ZERO = ByteString.copyFrom(new byte[32]);

  private Hashes() {}

  static ByteString sha256(MessageLite message) {
    return sha256(message.toByteString());
  }

  static ByteString sha256(ByteString bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.asReadOnlyByteBuffer());
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The root of a tree: pairs are hashed, one that is left over goes up as it is. */
  static ByteString root(List<? extends MessageLite> leaves) {
    List<ByteString> level = new ArrayList<>();
    leaves.forEach(leaf -> level.add(sha256(leaf)));
    while (level.size() > 1) {
      List<ByteString> below = List.copyOf(level);
      level.clear();
      for (int left = 0; left < below.size(); left += 2) {
        level.add(
            left + 1 < below.size()
                ? sha256(below.get(left).concat(below.get(left + 1)))
                : below.get(left));
      }
    }
    return level.isEmpty() ? ZERO : level.get(0);
  }
}
