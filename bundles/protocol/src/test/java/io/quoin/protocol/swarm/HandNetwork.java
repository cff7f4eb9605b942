package io.quoin.protocol.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Connects swarms and puppets on one hand-driven loop: messages take a millisecond, blocks are
 * copied, nothing is a socket.
 */
final class HandNetwork {
  private final HandLoop loop;
  private final Map<InetSocketAddress, Host> hosts = new HashMap<>();
  private int lastHost;

  HandNetwork(HandLoop loop) {
    this.loop = loop;
  }

  /** Somebody who takes connections. */
  interface Listener {
    Handshake handshake();

    void accepted(Link link, Handshake theirs);
  }

  /** A place on the network, with an address of its own. */
  final class Host implements Dialer {
    final InetSocketAddress address;

    /** Changes blocks on their way out. */
    UnaryOperator<byte[]> spoil = UnaryOperator.identity();

    /** Payload bytes a second that each of its connections carries away from here. */
    long rate = Long.MAX_VALUE;

    /** Payload bytes that arrived here. */
    long received;

    /** Payload leaves as soon as it is flushed, as into a socket with a large buffer. */
    boolean drainsAtOnce;

    /** Dials that were begun here. */
    int dials;

    /** Dials from here stay half open as long as this is true. */
    boolean dialsHang;

    /** Dials from here that are refused because too many are half open. */
    int refusals;

    private Optional<Listener> listener = Optional.empty();
    private final List<HandLink> links = new ArrayList<>();
    private boolean stalled;

    Host(InetSocketAddress address) {
      this.address = address;
    }

    void listen(Listener who) {
      listener = Optional.of(who);
    }

    /** Blocks from here are kept back until {@link #resume}. */
    void stall() {
      stalled = true;
    }

    boolean stalled() {
      return stalled;
    }

    void resume() {
      stalled = false;
      links.forEach(HandLink::letBlocksGo);
    }

    /** Both ends of a connection to another host. */
    HandLink connect(InetSocketAddress to) {
      Host there = hosts.get(to);
      HandLink near = new HandLink(loop, this, to);
      HandLink far = new HandLink(loop, there, address);
      near.other = far;
      far.other = near;
      links.add(near);
      there.links.add(far);
      return near;
    }

    @Override
    public boolean dial(InetSocketAddress to, Handshake ours, DialEvents events) {
      if (refusals > 0) {
        refusals--;
        return false;
      }
      dials++;
      if (!dialsHang) {
        loop.after(HandLink.LATENCY_NANOS, () -> answer(to, ours, events));
      }
      return true;
    }

    private void answer(InetSocketAddress to, Handshake ours, DialEvents events) {
      Host target = hosts.get(to);
      if (target == null || target.listener.isEmpty()) {
        events.failed("nobody answers");
        return;
      }
      HandLink near = connect(to);
      Listener there = target.listener.get();
      there.accepted(near.other, ours);
      loop.after(
          HandLink.LATENCY_NANOS,
          () -> {
            events.connected(near, there.handshake());
            if (!near.used()) {
              throw new AssertionError("a connection was neither started nor closed");
            }
          });
    }
  }

  /** A host with the next address. */
  Host host() {
    lastHost++;
    return host(new byte[] {10, 0, (byte) (lastHost >> 8), (byte) lastHost}, 6881);
  }

  Host host(byte[] ip, int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ip), port);
      Host host = new Host(address);
      hosts.put(address, host);
      return host;
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
