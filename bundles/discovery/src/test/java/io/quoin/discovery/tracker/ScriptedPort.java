package io.quoin.discovery.tracker;

import io.quoin.api.net.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what is sent; the test answers. */
final class ScriptedPort implements DatagramPort {

  /** A datagram that was sent. */
  record Sent(InetSocketAddress to, ByteBuffer payload) {
    int action() {
      return payload.getInt(8);
    }

    int transaction() {
      return payload.getInt(12);
    }
  }

  final List<Sent> sent = new ArrayList<>();
  private Optional<DatagramListener> listener = Optional.empty();
  boolean full;

  @Override
  public boolean send(InetSocketAddress to, ByteBuffer payload) {
    if (!full) {
      sent.add(
          new Sent(to, ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip()));
    }
    return !full;
  }

  @Override
  public Registration listen(DatagramListener told) {
    listener = Optional.of(told);
    return () -> listener = Optional.empty();
  }

  boolean isListenedTo() {
    return listener.isPresent();
  }

  /** Whether the listener took the datagram for its own. */
  boolean receive(InetSocketAddress from, ByteBuffer payload) {
    return listener.orElseThrow().received(from, payload.asReadOnlyBuffer());
  }

  Sent last() {
    return sent.get(sent.size() - 1);
  }
}
