package io.quoin.protocol.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that a swarm knows: which to try next, and whom to have nothing to do with.
 * Bounded.
 */
final class AddressBook {
  /** Addresses kept. */
  static final int MOST = 1000;

  /** Banned addresses kept; with more, the oldest ban is forgotten. */
  static final int MOST_BANNED = 4096;

  /** Failures in a row after which an address is forgotten. */
  static final int MOST_FAILURES = 6;

  private static final long FIRST_WAIT_NANOS = 2_000_000_000L;
  private static final long SPARED_WAIT_NANOS = 60_000_000_000L;

  private final Map<InetSocketAddress, Entry> entries = new LinkedHashMap<>();
  private final Set<InetAddress> banned = new LinkedHashSet<>();

  /** Nothing is due before that time, unless an address is added or put back. */
  private long quietUntil;

  private boolean quiet;

  private static final class Entry {
    private boolean inUse;
    private int failures;
    private long notBefore;
    private boolean own;
  }

  /** Takes addresses that are new and can be dialled, as long as there is room. */
  void add(Collection<InetSocketAddress> addresses, long now) {
    for (InetSocketAddress address : addresses) {
      boolean isNew = usable(address) && !entries.containsKey(address);
      if (isNew && (entries.size() < MOST || forgetOne())) {
        Entry entry = new Entry();
        entry.notBefore = now;
        entries.put(address, entry);
        quiet = false;
      }
    }
  }

  private boolean usable(InetSocketAddress address) {
    return !address.isUnresolved()
        && address.getPort() != 0
        && !address.getAddress().isAnyLocalAddress()
        && !address.getAddress().isMulticastAddress()
        && !banned.contains(address.getAddress());
  }

  /**
   * An address whose time has come; it is in use until one of {@link #failed}, {@link #ended},
   * {@link #spared} and {@link #putBack}.
   */
  Optional<InetSocketAddress> next(long now) {
    if (quiet && quietUntil - now > 0) {
      return Optional.empty();
    }
    quiet = true;
    quietUntil = now + FIRST_WAIT_NANOS;
    for (Map.Entry<InetSocketAddress, Entry> known : entries.entrySet()) {
      Entry entry = known.getValue();
      if (!entry.inUse && !entry.own) {
        if (entry.notBefore - now <= 0) {
          entry.inUse = true;
          quiet = false;
          return Optional.of(known.getKey());
        }
        if (entry.notBefore - quietUntil < 0) {
          quietUntil = entry.notBefore;
        }
      }
    }
    return Optional.empty();
  }

  /** Nobody answered there: it waits longer each time, and is forgotten in the end. */
  void failed(InetSocketAddress address, long now) {
    requeue(address, false, now);
  }

  /** A connection there has ended. */
  void ended(InetSocketAddress address, boolean wasUseful, long now) {
    requeue(address, wasUseful, now);
  }

  private void requeue(InetSocketAddress address, boolean good, long now) {
    Entry entry = entries.remove(address);
    if (entry == null) {
      return;
    }
    entry.inUse = false;
    entry.failures = good ? 0 : entry.failures + 1;
    entry.notBefore = now + (FIRST_WAIT_NANOS << entry.failures);
    if (entry.failures < MOST_FAILURES) {
      entries.put(address, entry);
    }
  }

  /** Somebody answered there who was not needed: perhaps later. */
  void spared(InetSocketAddress address, long now) {
    Entry entry = entries.remove(address);
    if (entry != null) {
      entry.inUse = false;
      entry.notBefore = now + SPARED_WAIT_NANOS;
      entries.put(address, entry);
    }
  }

  /** It could not be tried after all. */
  void putBack(InetSocketAddress address) {
    quiet = false;
    Entry entry = entries.get(address);
    if (entry != null) {
      entry.inUse = false;
    }
  }

  /** We are what answers there. */
  void own(InetSocketAddress address) {
    Entry entry = entries.get(address);
    if (entry != null) {
      entry.own = true;
    }
  }

  /** Forgets the address's entries, and keeps them from being added again. */
  void ban(InetAddress address) {
    if (banned.size() >= MOST_BANNED) {
      banned.remove(banned.iterator().next());
    }
    banned.add(address);
    entries.keySet().removeIf(known -> known.getAddress().equals(address));
  }

  boolean isBanned(InetAddress address) {
    return banned.contains(address);
  }

  int size() {
    return entries.size();
  }

  private boolean forgetOne() {
    for (Map.Entry<InetSocketAddress, Entry> known : entries.entrySet()) {
      if (!known.getValue().inUse && known.getValue().failures > 0) {
        entries.remove(known.getKey());
        return true;
      }
    }
    return false;
  }
}
