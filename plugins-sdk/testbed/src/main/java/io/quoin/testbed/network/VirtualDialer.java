package io.quoin.testbed.network;

import io.quoin.protocol.TorrentEngine;
import io.quoin.protocol.swarm.Dialer;
import io.quoin.protocol.swarm.Handshake;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Opens connections as sockets do: a round trip for the connection, one for the handshakes, eight
 * seconds where nobody answers, and so many at a time.
 */
final class VirtualDialer implements Dialer {
  /** As many as the engine's sockets. */
  private static final int MOST_HALF_OPEN = 100;

  private static final long PATIENCE_NANOS = 8_000_000_000L;

  private final Network network;
  private final Host here;
  private int halfOpen;

  VirtualDialer(Network network, Host here) {
    this.network = network;
    this.here = here;
  }

  @Override
  public boolean dial(InetSocketAddress to, Handshake ours, DialEvents events) {
    if (halfOpen >= MOST_HALF_OPEN) {
      return false;
    }
    halfOpen++;
    Optional<Host> there = network.find(to).filter(host -> host.access().dialable());
    if (there.isEmpty()) {
      here.loop().after(PATIENCE_NANOS, () -> failed("nobody answers", events));
    } else {
      Path path = Path.between(here.access(), there.get().access());
      long way = path.delay(network.random());
      network
          .timeline()
          .at(network.timeline().now() + 3 * way, () -> greet(there.get(), ours, events, way));
    }
    return true;
  }

  private void failed(String reason, DialEvents events) {
    halfOpen--;
    events.failed(reason);
  }

  /** Our handshake has arrived there. */
  private void greet(Host there, Handshake ours, DialEvents events, long way) {
    Optional<TorrentEngine.Entrance> entrance = there.entrance(ours.infoHash());
    if (entrance.isEmpty() || here.isGone()) {
      here.loop().after(way, () -> failed("the peer closed the connection", events));
      return;
    }
    VirtualLink near = VirtualLink.between(network, here, there);
    network.watch().opened(here, there);
    here.loop().after(way, () -> answered(near, entrance.get().ours(), events));
    entrance.get().accepted().accept(near.other(), ours);
  }

  private void answered(VirtualLink near, Handshake theirs, DialEvents events) {
    halfOpen--;
    events.connected(near, theirs);
  }
}
