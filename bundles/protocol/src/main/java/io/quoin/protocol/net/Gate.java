package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.swarm.Handshake;
import io.quoin.protocol.swarm.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Where connections that come in wait until they have named a torrent: 200 at most, four of one
 * address, ten seconds each. Then each moves, once, to its swarm's loop. Lives on the listening
 * loop.
 */
public final class Gate extends ChannelInitializer<Channel> {
  /** Waiting connections. */
  static final int MOST = 200;

  /** Waiting connections of one address. */
  static final int MOST_OF_ONE = 4;

  private final Swarms swarms;
  private final Predicate<InetAddress> refused;
  private final LinkCounts counts;
  private final Map<InetAddress, Integer> waiting = new HashMap<>();
  private int count;

  /** Knows the swarms; may be asked on the listening loop. */
  public interface Swarms {
    /** The swarm of an info-hash. */
    Optional<Destination> find(InfoHash hash);
  }

  /**
   * Where a connection goes.
   *
   * @param loop the swarm's
   * @param ours the handshake to answer with
   * @param accepted takes the connection, on that loop
   */
  public record Destination(NettyLoop loop, Handshake ours, BiConsumer<Link, Handshake> accepted) {}

  /**
   * A gate to the swarms.
   *
   * @param refused addresses whose connections are closed at once
   * @param counts of the connections
   */
  public Gate(Swarms swarms, Predicate<InetAddress> refused, LinkCounts counts) {
    this.swarms = swarms;
    this.refused = refused;
    this.counts = counts;
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  @Override
  protected void initChannel(Channel channel) {
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    int ofThis = waiting.getOrDefault(address, 0);
    if (count >= MOST || ofThis >= MOST_OF_ONE || refused.test(address)) {
      counts.turnsAway();
      channel.close();
      return;
    }
    count++;
    counts.waits();
    waiting.put(address, ofThis + 1);
    ReceiveSize receiveSize = new ReceiveSize();
    channel.config().setRecvByteBufAllocator(receiveSize);
    channel.pipeline().addLast(new HandshakeReader(new Visitor(channel, address, receiveSize)));
  }

  private void gone(InetAddress address) {
    count--;
    counts.waitsNoMore();
    waiting.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
  }

  private final class Visitor implements HandshakeReader.Result {
    private final Channel channel;
    private final InetAddress address;
    private final ReceiveSize receiveSize;

    Visitor(Channel channel, InetAddress address, ReceiveSize receiveSize) {
      this.channel = channel;
      this.address = address;
      this.receiveSize = receiveSize;
    }

    @Override
    public void received(Handshake theirs, ByteBuf rest) {
      gone(address);
      Optional<Destination> found = swarms.find(theirs.infoHash());
      if (found.isEmpty()) {
        rest.release();
        channel.close();
        return;
      }
      Destination to = found.get();
      if (to.loop().inLoop()) {
        enter(to, theirs, rest);
      } else {
        channel
            .deregister()
            .addListener(
                left ->
                    to.loop()
                        .eventLoop()
                        .register(channel)
                        .addListener(moved -> arrived(moved.isSuccess(), to, theirs, rest)));
      }
    }

    private void arrived(boolean success, Destination to, Handshake theirs, ByteBuf rest) {
      if (success) {
        enter(to, theirs, rest);
      } else {
        rest.release();
        channel.close();
      }
    }

    private void enter(Destination to, Handshake theirs, ByteBuf rest) {
      channel.write(HandshakeCodec.encode(to.ours(), channel.alloc()), channel.voidPromise());
      to.accepted().accept(new NettyLink(channel, receiveSize, counts, rest), theirs);
      channel.flush();
    }

    @Override
    public void failed(String reason) {
      gone(address);
    }
  }
}
