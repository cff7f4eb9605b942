package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.quoin.protocol.swarm.Link;
import io.quoin.protocol.swarm.LinkEvents;
import io.quoin.protocol.swarm.Message;
import io.quoin.protocol.swarm.Payload;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A connection after its handshakes. Lives on the loop of its channel. */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link {
  private static final int CONTROL_BUFFER = 512;

  private final Channel channel;
  private final InetSocketAddress remote;
  private final ReceiveSize receiveSize;
  private final LinkCounts counts;
  private final ByteBuf early;

  private MessageDecoder decoder;
  private LinkEvents events;
  private ByteBuf control;
  private long unsent;
  private long notifyBelow;
  private boolean closed;
  private boolean told;

  /**
   * Takes over a channel.
   *
   * @param counts of all connections
   * @param early bytes that came after the handshake, owned from now on
   */
  NettyLink(Channel channel, ReceiveSize receiveSize, LinkCounts counts, ByteBuf early) {
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.remoteAddress();
    this.receiveSize = receiveSize;
    this.counts = counts;
    this.early = early;
  }

  // --- in ---

  @Override
  public void start(LinkEvents receiver) {
    events = receiver;
    counts.opened();
    decoder = new MessageDecoder(receiver);
    channel.pipeline().addLast(this);
    receiveSize.enlarge();
    if (early.isReadable()) {
      decode(early);
      receiver.readDone();
    } else {
      early.release();
    }
    if (channel.isActive()) {
      channel.config().setAutoRead(true);
    } else {
      channel.eventLoop().execute(() -> ended("the connection was closed"));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    decode((ByteBuf) message);
  }

  private void decode(ByteBuf in) {
    counts.receives(in.readableBytes());
    try {
      while (in.isReadable() && !closed) {
        decoder.step(in);
      }
    } catch (WireFault fault) {
      close();
      ended(fault.getMessage());
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!closed) {
      events.readDone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ended("the peer closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close();
    ended(cause instanceof IOException ? "the connection broke" : "a fault: " + cause);
  }

  private void ended(String reason) {
    closed = true;
    if (!told) {
      told = true;
      if (control != null) {
        control.release();
        control = null;
      }
      counts.closed();
      events.closed(reason);
    }
  }

  // --- out ---

  @Override
  public void send(Message message) {
    if (closed) {
      if (message instanceof Message.Piece piece) {
        piece.payload().done();
      }
      return;
    }
    if (control == null) {
      control = channel.alloc().directBuffer(CONTROL_BUFFER);
    }
    MessageEncoder.encode(message, control);
    if (message instanceof Message.Piece piece) {
      writeControl();
      write(piece);
    }
  }

  private void writeControl() {
    if (control != null) {
      ByteBuf full = control;
      control = null;
      counts.sends(full.readableBytes());
      channel.write(full, channel.voidPromise());
    }
  }

  private void write(Message.Piece piece) {
    unsent += piece.length();
    counts.sends(piece.length());
    Payload payload = piece.payload();
    channel
        .write(Unpooled.wrappedBuffer(payload.bytes()))
        .addListener(written -> sent(payload, piece.length()));
  }

  private void sent(Payload payload, int length) {
    payload.done();
    unsent -= length;
    if (unsent < notifyBelow && !closed) {
      notifyBelow = 0;
      channel.eventLoop().execute(this::tellWritable);
    }
  }

  private void tellWritable() {
    if (!closed) {
      events.writable();
    }
  }

  @Override
  public void flush() {
    if (!closed) {
      writeControl();
      channel.flush();
    }
  }

  @Override
  public long unsent() {
    return unsent;
  }

  @Override
  public long queued() {
    ChannelOutboundBuffer handed = channel.unsafe().outboundBuffer();
    return (handed == null ? 0 : handed.totalPendingWriteBytes())
        + (control == null ? 0 : control.readableBytes());
  }

  @Override
  public void notifyBelow(long watermark) {
    if (unsent < watermark) {
      channel.eventLoop().execute(this::tellWritable);
    } else {
      notifyBelow = watermark;
    }
  }

  @Override
  public void limitReading(boolean stopped) {
    channel.config().setAutoRead(!stopped);
  }

  @Override
  public void close() {
    if (!closed) {
      writeControl();
      channel.flush();
      closed = true;
      channel.close();
      if (events == null) {
        early.release();
      } else {
        channel.eventLoop().execute(() -> ended("closed here"));
      }
    }
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }
}
