package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.quoin.protocol.swarm.Handshake;
import java.util.concurrent.TimeUnit;

/** Waits for a peer's handshake: 68 bytes within ten seconds, or the connection is closed. */
final class HandshakeReader extends ChannelInboundHandlerAdapter {
  /** How long a peer may take. */
  static final long PATIENCE_SECONDS = 10;

  private final Result result;
  private ByteBuf collected;
  private ScheduledFuture<?> deadline;
  private boolean done;

  /** What came of it; told once. */
  interface Result {
    /**
     * The handshake is there. Reading is stopped.
     *
     * @param rest what came after it, owned by the receiver
     */
    void received(Handshake theirs, ByteBuf rest);

    /** No handshake; the channel is closed. */
    void failed(String reason);
  }

  HandshakeReader(Result result) {
    this.result = result;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    collected = context.alloc().buffer(ReceiveSize.SMALL);
    deadline =
        context
            .executor()
            .schedule(
                () -> fail(context, "no handshake within 10 seconds"),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (!done) {
      collected.writeBytes(in);
    }
    in.release();
    if (!done && collected.readableBytes() >= Handshake.LENGTH) {
      finish(context);
    } else if (!done && wrongProtocol()) {
      fail(context, "another protocol than BitTorrent's");
    }
  }

  private boolean wrongProtocol() {
    return collected.isReadable() && collected.getByte(collected.readerIndex()) != 19;
  }

  private void finish(ChannelHandlerContext context) {
    try {
      Handshake theirs = HandshakeCodec.decode(collected);
      done = true;
      deadline.cancel(false);
      context.channel().config().setAutoRead(false);
      ByteBuf rest = collected;
      context.pipeline().remove(this);
      result.received(theirs, rest);
    } catch (WireFault fault) {
      fail(context, fault.getMessage());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, "the peer closed the connection before the handshake");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, "the connection broke before the handshake");
  }

  private void fail(ChannelHandlerContext context, String reason) {
    if (!done) {
      done = true;
      deadline.cancel(false);
      collected.release();
      context.close();
      result.failed(reason);
    }
  }
}
