package io.quoin.protocol.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.quoin.protocol.swarm.Dialer;
import io.quoin.protocol.swarm.Handshake;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/** Opens connections for the swarms of one loop. */
public final class NettyDialer implements Dialer {
  /** Connections of all loops that may be half open at once. */
  public static final int MOST_HALF_OPEN = 100;

  private static final int PATIENCE_MILLIS = 8_000;

  private final Bootstrap bootstrap;
  private final NettyLoop loop;
  private final LinkCounts counts;
  private final Predicate<InetAddress> refused;

  /**
   * A dialer.
   *
   * @param counts shared by the dialers of all loops
   * @param refused addresses that are not connected to
   */
  public NettyDialer(
      Transport transport, NettyLoop loop, LinkCounts counts, Predicate<InetAddress> refused) {
    this.loop = loop;
    this.counts = counts;
    this.refused = refused;
    this.bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channelFactory(transport.streams())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS)
            .option(ChannelOption.ALLOCATOR, transport.buffers())
            .option(ChannelOption.TCP_NODELAY, true);
  }

  @Override
  public boolean dial(InetSocketAddress to, Handshake ours, DialEvents events) {
    if (refused.test(to.getAddress())) {
      loop.eventLoop().execute(() -> events.failed("a filter refuses the address"));
      return true;
    }
    if (!counts.dials(MOST_HALF_OPEN)) {
      return false;
    }
    ReceiveSize receiveSize = new ReceiveSize();
    Attempt attempt = new Attempt(ours, events, receiveSize);
    ChannelFuture connecting =
        bootstrap
            .clone()
            .option(ChannelOption.RECVBUF_ALLOCATOR, receiveSize)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    attempt.channel = channel;
                  }
                })
            .connect(to);
    connecting.addListener(connected -> attempt.connected(connected.isSuccess()));
    return true;
  }

  private final class Attempt implements HandshakeReader.Result {
    private final Handshake ours;
    private final DialEvents events;
    private final ReceiveSize receiveSize;
    private Channel channel;

    Attempt(Handshake ours, DialEvents events, ReceiveSize receiveSize) {
      this.ours = ours;
      this.events = events;
      this.receiveSize = receiveSize;
    }

    void connected(boolean success) {
      if (!success) {
        failed("nobody answers");
        return;
      }
      channel.pipeline().addLast(new HandshakeReader(this));
      channel.writeAndFlush(HandshakeCodec.encode(ours, channel.alloc()), channel.voidPromise());
    }

    @Override
    public void received(Handshake theirs, ByteBuf rest) {
      if (!theirs.infoHash().equals(ours.infoHash())) {
        rest.release();
        channel.close();
        failed("the peer answers for another torrent");
        return;
      }
      counts.dialled();
      events.connected(new NettyLink(channel, receiveSize, counts, rest), theirs);
    }

    @Override
    public void failed(String reason) {
      counts.dialled();
      events.failed(reason);
    }
  }
}
