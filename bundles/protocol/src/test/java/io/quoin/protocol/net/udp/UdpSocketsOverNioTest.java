package io.quoin.protocol.net.udp;

import io.quoin.protocol.net.Transport;

class UdpSocketsOverNioTest extends UdpSocketsContract {

  UdpSocketsOverNioTest() {
    super(Transport.nio());
  }
}
