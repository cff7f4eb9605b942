package io.quoin.incentive.btt.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose signatures were wrong. Three of them switch the extension off for an address and for its
 * prefix, for a while. Bounded: the oldest are forgotten.
 */
public final class Offenders {
  /** How long an address is off, in nanoseconds. */
  public static final long WHILE = 600_000_000_000L;

  /** The most addresses and prefixes that are remembered. */
  public static final int MOST = 4096;

  private static final int MOST_BAD = 3;

  private final Map<Object, Wrongs> records = new LinkedHashMap<>();

  private static final class Wrongs {
    private int bad;
    private long since;
  }

  /** Notes a wrong signature. */
  public void badSignature(InetSocketAddress from, long now) {
    note(host(from), now);
    note(AddressPrefix.of(from), now);
  }

  private void note(Object key, long now) {
    Wrongs wrongs = records.remove(key);
    if (wrongs == null || now - wrongs.since > WHILE) {
      wrongs = new Wrongs();
    }
    wrongs.bad++;
    wrongs.since = now;
    records.put(key, wrongs);
    if (records.size() > MOST) {
      Iterator<Object> oldest = records.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether an address is off, by itself or for its neighbours. */
  public boolean off(InetSocketAddress address, long now) {
    return off(host(address), now) || off(AddressPrefix.of(address), now);
  }

  private boolean off(Object key, long now) {
    Wrongs wrongs = records.get(key);
    return wrongs != null && wrongs.bad >= MOST_BAD && now - wrongs.since <= WHILE;
  }

  private static Object host(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    return ip == null ? address.getHostString() : ip;
  }

  int size() {
    return records.size();
  }
}
