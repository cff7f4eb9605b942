package io.quoin.storage.crew;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests of BitTorrent; every Java platform has them. */
enum Algorithm {
  SHA_1("SHA-1"),
  SHA_256("SHA-256");

  private final String name;

  Algorithm(String name) {
    this.name = name;
  }

  MessageDigest digest() {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("this Java platform has no " + name, impossible);
    }
  }

  boolean is(MessageDigest digest) {
    return digest.getAlgorithm().equals(name);
  }
}
