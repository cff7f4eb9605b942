package io.quoin.api.torrent;

/** Which of several comes first. */
public enum Priority {
  /** After all others. */
  LOW,
  /** As most. */
  NORMAL,
  /** Before all others. */
  HIGH
}
