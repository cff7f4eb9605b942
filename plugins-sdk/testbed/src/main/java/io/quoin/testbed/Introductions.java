package io.quoin.testbed;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tells peers of each other, as a tracker does: of at most fifty of those who are there. */
final class Introductions {
  /** As many as trackers give who is not asked for a number. */
  static final int MOST = 50;

  private final RandomGenerator random;
  private final Map<VirtualTorrent, List<TestPeer>> there = new HashMap<>();

  Introductions(RandomGenerator random) {
    this.random = random;
  }

  void arrived(TestPeer peer) {
    there.computeIfAbsent(peer.plan().torrent(), torrent -> new ArrayList<>()).add(peer);
  }

  void left(TestPeer peer) {
    there.getOrDefault(peer.plan().torrent(), List.of()).remove(peer);
  }

  /** Others of the same torrent, drawn at random. */
  List<InetSocketAddress> others(TestPeer peer) {
    List<TestPeer> candidates = new ArrayList<>(there.get(peer.plan().torrent()));
    candidates.remove(peer);
    List<InetSocketAddress> drawn = new ArrayList<>();
    for (int left = candidates.size(); left > 0 && drawn.size() < MOST; left--) {
      int at = random.nextInt(left);
      drawn.add(candidates.get(at).address());
      candidates.set(at, candidates.get(left - 1));
    }
    return drawn;
  }
}
