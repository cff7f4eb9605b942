package io.quoin.protocol;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.quoin.protocol.net.Gate;
import io.quoin.protocol.net.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets that peers connect to, all on one loop. */
final class Listening implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listening.class);
  private static final int BACKLOG = 256;
  private static final long CLOSE_MILLIS = 1000;

  private final List<Channel> channels = new ArrayList<>();
  private final List<InetSocketAddress> bound = new ArrayList<>();

  /**
   * Listens where it can; an address where it can't is logged and left out.
   *
   * @param addresses as {@link ListenAddress} reads them
   */
  Listening(List<String> addresses, Transport transport, EventLoop loop, Gate gate) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(transport.servers())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, transport.buffers())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(gate);
    addresses.forEach(address -> listen(bootstrap, address));
  }

  private void listen(ServerBootstrap bootstrap, String text) {
    try {
      ChannelFuture binding = bootstrap.bind(ListenAddress.parse(text)).awaitUninterruptibly();
      if (binding.isSuccess()) {
        channels.add(binding.channel());
        bound.add((InetSocketAddress) binding.channel().localAddress());
        log.info("listening on {}", binding.channel().localAddress());
      } else {
        leftOut(text, binding.cause().getMessage());
      }
    } catch (IllegalArgumentException e) {
      leftOut(text, e.getMessage());
    }
  }

  private static void leftOut(String address, String reason) {
    log.warn(
        "cannot listen on {}: {}; peers cannot connect there until the address is free or the setting"
            + " 'listen' names another",
        address,
        reason);
  }

  List<InetSocketAddress> addresses() {
    return List.copyOf(bound);
  }

  @Override
  public void close() {
    for (Channel channel : channels) {
      channel.close().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
