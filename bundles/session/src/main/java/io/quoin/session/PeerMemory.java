package io.quoin.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses known of one torrent's peers, so that an engine that starts anew need not wait for
 * trackers. Those we were connected to stay longest; of the others the newest stay. Thread-safe.
 */
final class PeerMemory {

  static final int LIMIT = 1000;

  private final LinkedHashSet<InetSocketAddress> proven = new LinkedHashSet<>();
  private final LinkedHashSet<InetSocketAddress> heardOf = new LinkedHashSet<>();

  /** Keeps addresses somebody named. Returns those that can be connected to, at most the limit. */
  List<InetSocketAddress> hear(Collection<InetSocketAddress> addresses) {
    List<InetSocketAddress> usable =
        addresses.stream().filter(PeerMemory::usable).limit(LIMIT).toList();
    synchronized (this) {
      for (InetSocketAddress address : usable) {
        if (!proven.contains(address)) {
          renew(heardOf, address);
        }
      }
      trim();
    }
    return usable;
  }

  /** Keeps addresses that we reached. */
  synchronized void prove(Collection<InetSocketAddress> addresses) {
    for (InetSocketAddress address : addresses) {
      heardOf.remove(address);
      renew(proven, address);
    }
    trim();
  }

  /** All of them, the most promising first. */
  synchronized List<InetSocketAddress> all() {
    List<InetSocketAddress> all = new ArrayList<>(heardOf);
    all.addAll(proven);
    Collections.reverse(all);
    return all;
  }

  synchronized void clear() {
    proven.clear();
    heardOf.clear();
  }

  private static void renew(Set<InetSocketAddress> set, InetSocketAddress address) {
    set.remove(address);
    set.add(address);
  }

  private void trim() {
    while (proven.size() + heardOf.size() > LIMIT) {
      Iterator<InetSocketAddress> oldest = (heardOf.isEmpty() ? proven : heardOf).iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private static boolean usable(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    return ip != null
        && address.getPort() > 0
        && !ip.isAnyLocalAddress()
        && !ip.isMulticastAddress();
  }
}
