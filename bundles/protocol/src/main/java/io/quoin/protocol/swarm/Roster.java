package io.quoin.protocol.swarm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The peers that a swarm is connected to. */
final class Roster {
  private final List<Peer> peers = new ArrayList<>();
  private final List<Peer> view = Collections.unmodifiableList(peers);

  List<Peer> peers() {
    return view;
  }

  int size() {
    return peers.size();
  }

  void add(Peer peer) {
    peers.add(peer);
  }

  boolean remove(Peer peer) {
    return peers.remove(peer);
  }
}
