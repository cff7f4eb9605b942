package io.quoin.examples.tracker;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The peers of one torrent, the one longest not heard of first. Not thread-safe. */
final class Swarm {

  static final int LIMIT = 1000;

  private record Member(boolean seed, Instant heard) {}

  private final Map<InetSocketAddress, Member> members = new LinkedHashMap<>();

  void heard(InetSocketAddress peer, boolean seed, Instant now) {
    members.remove(peer);
    members.put(peer, new Member(seed, now));
    if (members.size() > LIMIT) {
      Iterator<InetSocketAddress> oldest = members.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  void left(InetSocketAddress peer) {
    members.remove(peer);
  }

  void forgetBefore(Instant time) {
    members.values().removeIf(member -> member.heard().isBefore(time));
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  int seeds() {
    return (int) members.values().stream().filter(Member::seed).count();
  }

  int leeches() {
    return members.size() - seeds();
  }

  /** Some of the others, at random. */
  List<InetSocketAddress> others(InetSocketAddress than, int wanted, Random random) {
    List<InetSocketAddress> others = new ArrayList<>(members.keySet());
    others.remove(than);
    Collections.shuffle(others, random);
    return others.subList(0, Math.min(wanted, others.size()));
  }
}
