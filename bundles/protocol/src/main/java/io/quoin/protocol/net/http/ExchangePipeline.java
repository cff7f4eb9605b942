package io.quoin.protocol.net.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The handlers of one connection.
 *
 * <pre>
 * socket - [TLS] - wire budget - HTTP codec - gzip - exchange
 * </pre>
 */
final class ExchangePipeline extends ChannelInitializer<Channel> {

  private static final int LINE = 4096;
  private static final int FIELDS = 16_384;
  // Small, because it bounds what one step of unpacking can make of it: about a thousand times as
  // much.
  private static final int CHUNK = 8192;

  private final FetchTarget target;
  private final int maximumBytes;
  private final Optional<SslContext> tls;
  private final Executor handshakes;
  private final Exchange exchange;

  ExchangePipeline(
      FetchTarget target,
      int maximumBytes,
      Optional<SslContext> tls,
      Executor handshakes,
      Exchange exchange) {
    this.target = target;
    this.maximumBytes = maximumBytes;
    this.tls = tls;
    this.handshakes = handshakes;
    this.exchange = exchange;
  }

  @Override
  protected void initChannel(Channel channel) {
    tls.ifPresent(
        context ->
            channel
                .pipeline()
                .addLast(
                    context.newHandler(channel.alloc(), target.host(), target.port(), handshakes)));
    HttpDecoderConfig bounds =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE)
            .setMaxHeaderSize(FIELDS)
            .setMaxChunkSize(CHUNK);
    channel
        .pipeline()
        .addLast(
            new WireBudget(exchange, maximumBytes),
            new HttpClientCodec(bounds, false, false),
            new GzipDecompressor(),
            exchange);
  }
}
