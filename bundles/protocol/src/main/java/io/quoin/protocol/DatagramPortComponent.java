package io.quoin.protocol;

import io.quoin.api.net.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lends the engine's UDP sockets. */
@Component(service = DatagramPort.class)
public final class DatagramPortComponent implements DatagramPort {
  private final DatagramPort sockets;

  /** The sockets on the listening ports. */
  @Activate
  public DatagramPortComponent(@Reference Sockets sockets) {
    this.sockets = sockets.datagrams();
  }

  @Override
  public boolean send(InetSocketAddress to, ByteBuffer payload) {
    return sockets.send(to, payload);
  }

  @Override
  public Registration listen(DatagramListener listener) {
    return sockets.listen(listener);
  }
}
