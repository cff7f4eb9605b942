package io.quoin.protocol.net.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.quoin.api.net.DatagramPort;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * Sockets on the listening addresses, all on one event loop. An IPv6 socket on the wildcard address
 * serves IPv4 too, so that a second one for the same port is not needed.
 */
public final class UdpSockets implements DatagramPort {

  static final int UNSENT = 1024;
  static final int LARGEST_SENT = 1400;
  private static final int LARGEST_RECEIVED = 2048;

  private final EventLoop loop;
  private final DatagramChannels channels;
  private final Logger log;
  private final Listeners listeners;
  private final List<DatagramChannel> bound = new CopyOnWriteArrayList<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private boolean closed;

  /**
   * Sockets that are yet to be bound.
   *
   * @param loop runs them; the caller's, not shut down here
   * @param channels make sockets that fit the loop
   * @param log told about listeners that throw and addresses that cannot be used
   */
  public UdpSockets(EventLoop loop, DatagramChannels channels, Logger log) {
    this.loop = loop;
    this.channels = channels;
    this.log = log;
    this.listeners = new Listeners(log);
  }

  /**
   * Binds sockets. An address that cannot be bound is logged and left out.
   *
   * @param addresses of either family, with the ports that peers are told; port 0 takes any
   * @return completes with the bound addresses, on the event loop
   */
  public CompletionStage<List<InetSocketAddress>> bind(List<InetSocketAddress> addresses) {
    List<CompletableFuture<Void>> bindings = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      if (addresses.stream().noneMatch(other -> serves(other, address))) {
        bindings.add(bindWithin(address, addresses));
      }
    }
    return CompletableFuture.allOf(bindings.toArray(CompletableFuture[]::new))
        .thenApply(done -> bound());
  }

  private CompletableFuture<Void> bindWithin(
      InetSocketAddress address, List<InetSocketAddress> addresses) {
    return bind(address)
        .thenCompose(
            done -> {
              Optional<InetSocketAddress> orphan =
                  addresses.stream().filter(other -> serves(address, other)).findFirst();
              return done || orphan.isEmpty()
                  ? CompletableFuture.completedFuture(done)
                  : bind(orphan.get());
            })
        .thenAccept(done -> {});
  }

  /**
   * Where the sockets listen.
   *
   * @return with real ports; none before they are bound
   */
  public List<InetSocketAddress> bound() {
    return bound.stream().map(DatagramChannel::localAddress).toList();
  }

  /** Whether a socket on the first address takes what is meant for the second. */
  private static boolean serves(InetSocketAddress wide, InetSocketAddress meant) {
    return wide.getPort() == meant.getPort()
        && wide.getAddress() instanceof Inet6Address
        && wide.getAddress().isAnyLocalAddress()
        && meant.getAddress() instanceof Inet4Address
        && meant.getAddress().isAnyLocalAddress();
  }

  private CompletableFuture<Boolean> bind(InetSocketAddress address) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    SocketProtocolFamily family =
        address.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    ChannelFuture binding =
        new Bootstrap()
            .group(loop)
            .channelFactory(() -> channels.open(family))
            .option(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_RECEIVED))
            .handler(new Receiver())
            .bind(address);
    binding.addListener(
        result -> {
          if (result.isSuccess()) {
            keep((DatagramChannel) binding.channel());
          } else {
            log.warn(
                "UDP on {} is not possible: {}; what needs it does without",
                address,
                result.cause().getMessage());
          }
          done.complete(result.isSuccess());
        });
    return done;
  }

  /** On the event loop, as closing is. */
  private void keep(DatagramChannel socket) {
    if (closed) {
      socket.close();
    } else {
      bound.add(socket);
    }
  }

  @Override
  public boolean send(InetSocketAddress to, ByteBuffer payload) {
    if (to.isUnresolved() || to.getPort() == 0) {
      throw new IllegalArgumentException("a datagram goes to a resolved address and port: " + to);
    }
    if (!payload.hasRemaining() || payload.remaining() > LARGEST_SENT) {
      throw new IllegalArgumentException(
          "a datagram has 1 to " + LARGEST_SENT + " bytes, not " + payload.remaining());
    }
    Optional<DatagramChannel> socket = socketFor(to.getAddress());
    if (socket.isEmpty()) {
      return false;
    }
    if (unsent.incrementAndGet() > UNSENT) {
      unsent.decrementAndGet();
      return false;
    }
    socket
        .get()
        .writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer(payload.duplicate()), to))
        .addListener(sent -> unsent.decrementAndGet());
    return true;
  }

  /**
   * A socket that reaches the target; one bound to loopback for an outside target only for want of
   * another.
   */
  private Optional<DatagramChannel> socketFor(InetAddress target) {
    List<DatagramChannel> able =
        bound.stream()
            .filter(socket -> reaches(socket.localAddress().getAddress(), target))
            .toList();
    return able.stream()
        .filter(socket -> fits(socket.localAddress().getAddress(), target))
        .findFirst()
        .or(() -> able.stream().findFirst());
  }

  private static boolean reaches(InetAddress local, InetAddress target) {
    return local.getClass() == target.getClass()
        || (local instanceof Inet6Address && local.isAnyLocalAddress());
  }

  private static boolean fits(InetAddress local, InetAddress target) {
    return local.isAnyLocalAddress() || local.isLoopbackAddress() == target.isLoopbackAddress();
  }

  @Override
  public Registration listen(DatagramListener listener) {
    return listeners.add(listener);
  }

  /**
   * Closes the sockets.
   *
   * @return completes when they are closed, on the event loop
   */
  public CompletionStage<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          closed = true;
          ChannelGroup sockets = new DefaultChannelGroup(loop);
          sockets.addAll(bound);
          bound.clear();
          sockets.close().addListener(all -> done.complete(null));
        });
    return done;
  }

  /** Hands datagrams to the listeners. */
  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      ByteBuf content = packet.content();
      // One that fills the buffer may have been cut.
      if (content.isReadable() && content.readableBytes() < LARGEST_RECEIVED) {
        listeners.received(packet.sender(), content.nioBuffer().asReadOnlyBuffer());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      log.debug("UDP on {}: {}", ctx.channel().localAddress(), cause.toString());
    }
  }
}
