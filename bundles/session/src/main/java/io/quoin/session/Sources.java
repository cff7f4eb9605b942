package io.quoin.session;

import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** The peer sources that are there now. */
final class Sources {

  /**
   * A peer source.
   *
   * @param name by which users exclude it
   * @param source the service
   * @param lane where it is called: one that hangs holds up itself
   * @param complaints of what it does that it must not
   */
  record Source(String name, PeerSource source, SerialLane lane, Complaints complaints) {

    void threw(Throwable failure) {
      complaints.report(
          source, PluginFault.THREW, "threw " + failure + " as the peer source '" + name + "'");
    }

    private void look() {
      if (lane.stuckFor() == HANGS) {
        complaints.report(
            source,
            PluginFault.BLOCKED,
            "does not return from a call as the peer source '" + name + "'");
      }
    }
  }

  /** Looks, one a second, after which a call that is still under way hangs. */
  static final int HANGS = 30;

  private final List<Source> all = new CopyOnWriteArrayList<>();
  private final Executor calls;
  private final Complaints complaints;

  Sources(Executor calls, Complaints complaints) {
    this.calls = calls;
    this.complaints = complaints;
  }

  /** Once a second: complains of a source whose call hangs. */
  void tick() {
    all.forEach(Source::look);
  }

  Source came(String name, PeerSource service) {
    Source source = new Source(name, service, new SerialLane(calls), complaints);
    all.add(source);
    return source;
  }

  Optional<Source> left(PeerSource service) {
    Optional<Source> gone = all.stream().filter(each -> each.source() == service).findFirst();
    // By identity: comparing records of a bundle's own would leave its loader in a cache of JDK
    // 17's.
    all.removeIf(each -> each.source() == service);
    return gone;
  }

  List<Source> all() {
    return List.copyOf(all);
  }
}
