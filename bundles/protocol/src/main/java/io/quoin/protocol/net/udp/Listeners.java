package io.quoin.protocol.net.udp;

import io.quoin.api.net.DatagramPort.DatagramListener;
import io.quoin.api.net.DatagramPort.Registration;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;

/** Those who take datagrams, asked in the order they came until one says that it was his. */
final class Listeners {

  private final List<Listening> all = new CopyOnWriteArrayList<>();
  private final Logger log;

  Listeners(Logger log) {
    this.log = log;
  }

  Registration add(DatagramListener listener) {
    Listening listening = new Listening(listener);
    all.add(listening);
    return listening;
  }

  void received(InetSocketAddress from, ByteBuffer payload) {
    for (Listening listening : all) {
      if (listening.takes(from, payload.duplicate())) {
        return;
      }
    }
  }

  private final class Listening implements Registration {
    private final DatagramListener listener;
    private volatile boolean closed;
    private boolean complainedOf;

    Listening(DatagramListener listener) {
      this.listener = listener;
    }

    boolean takes(InetSocketAddress from, ByteBuffer payload) {
      if (closed) {
        return false;
      }
      try {
        return listener.received(from, payload);
      } catch (RuntimeException | LinkageError broken) {
        complain(broken);
        return false;
      }
    }

    private void complain(Throwable broken) {
      String sentence = "{} threw at a datagram and was passed over: {}";
      if (complainedOf) {
        log.debug(sentence, listener.getClass().getName(), broken.toString());
      } else {
        complainedOf = true;
        log.warn(sentence, listener.getClass().getName(), broken.toString(), broken);
      }
    }

    @Override
    public void close() {
      closed = true;
      all.remove(this);
    }
  }
}
