package io.quoin.metainfo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two digests that BitTorrent uses; every Java platform has them. */
final class Digests {

  private Digests() {}

  static MessageDigest sha1() {
    return named("SHA-1");
  }

  static MessageDigest sha256() {
    return named("SHA-256");
  }

  private static MessageDigest named(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("this Java platform has no " + algorithm, impossible);
    }
  }
}
