package io.quoin.protocol.net.udp;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;

/** Makes UDP sockets that fit an event loop, such as {@code EpollDatagramChannel::new}. */
@FunctionalInterface
public interface DatagramChannels {

  /**
   * A socket that is not yet bound.
   *
   * @param family INET or INET6
   * @return the socket
   */
  DatagramChannel open(SocketProtocolFamily family);
}
