package io.quoin.testbed;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that has happened.
 *
 * @param at from the beginning of the run
 * @param kind what
 * @param peer to whom: for what arrives, the receiver
 * @param other with whom, if there is somebody
 * @param detail what {@link Kind} says, else 0
 */
public record TestbedEvent(
    Duration at, Kind kind, TestPeer peer, Optional<TestPeer> other, long detail) {

  /** What may happen. */
  public enum Kind {
    /** A peer has come. */
    ARRIVED('a'),
    /** A peer is gone. */
    LEFT('l'),
    /** A peer has connected to another one. */
    OPENED('o'),
    /** A peer has closed a connection with another one. */
    CLOSED('c'),
    /** A block has arrived; the detail is its piece x 2^32 + its offset. */
    BLOCK('b'),
    /** An extension message has arrived; the detail is its id x 2^32 + its length. */
    EXTENSION('e'),
    /** A piece is verified; the detail is its index. */
    PIECE('p'),
    /** A peer has everything. */
    COMPLETED('d');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** Stands for it in the digest. */
    char letter() {
      return letter;
    }
  }
}
