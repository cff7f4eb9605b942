package io.quoin.protocol.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quoin.protocol.net.udp.DatagramChannels;

/**
 * How the operating system's sockets are driven.
 *
 * @param name for logs
 * @param handler makes a loop's selector
 * @param servers makes listening channels
 * @param streams makes connections
 * @param datagrams makes datagram channels
 * @param buffers where the channels' buffers come from
 */
public record Transport(
    String name,
    IoHandlerFactory handler,
    ChannelFactory<? extends ServerChannel> servers,
    ChannelFactory<? extends SocketChannel> streams,
    DatagramChannels datagrams,
    ByteBufAllocator buffers) {

  /** The JDK's selectors, everywhere. */
  public static Transport nio() {
    return new Transport(
        "nio",
        NioIoHandler.newFactory(),
        NioServerSocketChannel::new,
        NioSocketChannel::new,
        NioDatagramChannel::new,
        pool());
  }

  /** The fastest that this machine has: epoll on Linux, else NIO. */
  public static Transport best() {
    if (!Epoll.isAvailable()) {
      return nio();
    }
    return new Transport(
        "epoll",
        EpollIoHandler.newFactory(),
        EpollServerSocketChannel::new,
        EpollSocketChannel::new,
        EpollDatagramChannel::new,
        pool());
  }

  /**
   * Chunks of 4 MiB, so that the receive buffer of a loop is always at hand; Netty's adaptive pool
   * makes a new one for every read of that size.
   */
  private static ByteBufAllocator pool() {
    int arenas = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new PooledByteBufAllocator(true, 0, arenas, 8192, 9, 256, 64, true);
  }
}
