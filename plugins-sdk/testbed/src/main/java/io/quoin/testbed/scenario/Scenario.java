package io.quoin.testbed.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A swarm to be played.
 *
 * @param name for results
 * @param bytes of its torrent, 1 or more
 * @param pieceLength bytes of a piece, a power of two from 16 KiB on
 * @param peers who is in it, no two of the same name
 */
public record Scenario(String name, long bytes, int pieceLength, List<ScenarioPeer> peers) {

  /**
   * Copies the peers.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Scenario {
    peers = List.copyOf(peers);
    Set<String> names = new HashSet<>();
    for (ScenarioPeer peer : peers) {
      if (!names.add(peer.name())) {
        throw new IllegalArgumentException("two peers are called " + peer.name());
      }
    }
  }
}
