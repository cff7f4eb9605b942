package io.quoin.session;

import io.quoin.api.peers.PeerSource;
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
   */
  record Source(String name, PeerSource source, Executor lane) {}

  private final List<Source> all = new CopyOnWriteArrayList<>();
  private final Executor calls;

  Sources(Executor calls) {
    this.calls = calls;
  }

  Source came(String name, PeerSource service) {
    Source source = new Source(name, service, new SerialLane(calls));
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
