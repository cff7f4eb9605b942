package io.quoin.protocol;

import io.quoin.api.peers.PeerFilter;
import io.quoin.api.plugin.PluginFault;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peer filters that are there. One that throws is named once, and does not refuse then. */
final class Filters implements Predicate<InetAddress> {
  private static final Logger LOG = LoggerFactory.getLogger(Filters.class);

  private final List<PeerFilter> present = new CopyOnWriteArrayList<>();
  private final Complaints complaints;
  private final Set<PeerFilter> failed = ConcurrentHashMap.newKeySet();

  Filters(Complaints complaints) {
    this.complaints = complaints;
  }

  void add(PeerFilter filter) {
    present.add(filter);
  }

  void remove(PeerFilter filter) {
    present.remove(filter);
    failed.remove(filter);
  }

  @Override
  public boolean test(InetAddress address) {
    for (PeerFilter filter : present) {
      if (refuses(filter, address)) {
        return true;
      }
    }
    return false;
  }

  private boolean refuses(PeerFilter filter, InetAddress address) {
    try {
      return filter.refuses(address);
    } catch (RuntimeException | LinkageError e) {
      complaints.report(filter, PluginFault.THREW, "threw " + e + " as a peer filter");
      if (failed.add(filter)) {
        LOG.warn("The peer filter {} fails and refuses nobody then", filter.getClass(), e);
      }
      return false;
    }
  }
}
