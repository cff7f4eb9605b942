package io.quoin.storage.hash;

/** What the hashes of a piece say. */
public enum Verdict {
  /** Every hash that the torrent has of it is right. */
  GOOD,
  /** Its bytes are wrong. */
  BAD,
  /** One version's hash is right and the other's is wrong: the torrent itself is not sound. */
  DISAGREE
}
