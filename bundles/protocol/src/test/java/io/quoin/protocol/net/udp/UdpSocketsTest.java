package io.quoin.protocol.net.udp;

import io.quoin.protocol.net.Transport;

class UdpSocketsTest extends UdpSocketsContract {

  UdpSocketsTest() {
    super(Transport.best());
  }
}
