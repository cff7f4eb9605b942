package io.quoin.protocol.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quoin.api.net.FetchException;

/**
 * Counts what a server sends before it is unpacked: fields, framing and padding that never become a
 * body.
 */
final class WireBudget extends ChannelInboundHandlerAdapter {

  private static final int FRAMING = 1 << 16;

  private final Exchange exchange;
  private long left;

  WireBudget(Exchange exchange, int maximumBytes) {
    this.exchange = exchange;
    this.left = 2L * maximumBytes + FRAMING;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    // The decoder looks first: what it refuses it can name better than by its size.
    left -= ((ByteBuf) message).readableBytes();
    ctx.fireChannelRead(message);
    if (left < 0) {
      exchange.fail(FetchException.Code.TOO_LARGE, "sends more than was asked for");
    }
  }
}
