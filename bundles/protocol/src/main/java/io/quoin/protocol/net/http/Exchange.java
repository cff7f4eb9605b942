package io.quoin.protocol.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.quoin.api.net.FetchException;
import io.quoin.api.net.FetchException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * One request and its answer on one connection. Exactly one of answer and failure is told, on the
 * event loop; after that everything that still comes is dropped.
 */
final class Exchange extends SimpleChannelInboundHandler<HttpObject> {

  private static final String USER_AGENT = "Quoin/0.1";

  /** Who is told how an exchange ended. */
  interface Outcome {
    void answered(HttpAnswer answer);

    void failed(FetchException failure);
  }

  private final FetchTarget target;
  private final int maximumBytes;
  private final Outcome outcome;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private boolean interim;
  private boolean over;

  Exchange(FetchTarget target, int maximumBytes, Outcome outcome) {
    this.target = target;
    this.maximumBytes = maximumBytes;
    this.outcome = outcome;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.requestTarget());
    request
        .headers()
        .set(HttpHeaderNames.HOST, target.hostField())
        .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
        .set(HttpHeaderNames.ACCEPT, "*/*")
        .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    ctx.writeAndFlush(request, ctx.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (over) {
      return;
    }
    if (message.decoderResult().isFailure()) {
      fail(Code.PROTOCOL, "does not answer in HTTP");
      return;
    }
    if (message instanceof HttpResponse response) {
      head(response);
    }
    if (message instanceof HttpContent content && !over) {
      content(content);
    }
  }

  private void head(HttpResponse response) {
    interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (interim) {
      return;
    }
    status = response.status().code();
    String location = response.headers().get(HttpHeaderNames.LOCATION, "");
    if (HttpAnswer.redirects(status) && !location.isEmpty()) {
      answer(new HttpAnswer(status, location, ByteBuffer.allocate(0)));
      return;
    }
    String encoding = response.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      fail(Code.PROTOCOL, "packs its answer in a way that was not asked for");
    } else if (HttpUtil.getContentLength(response, 0L) > maximumBytes) {
      fail(Code.TOO_LARGE, "answers with more than " + maximumBytes + " bytes");
    }
  }

  private void content(HttpContent content) {
    ByteBuf bytes = content.content();
    if (interim) {
      return;
    }
    if (bytes.readableBytes() > maximumBytes - body.size()) {
      fail(Code.TOO_LARGE, "answers with more than " + maximumBytes + " bytes");
      return;
    }
    append(bytes);
    if (content instanceof LastHttpContent) {
      answer(new HttpAnswer(status, "", ByteBuffer.wrap(body.toByteArray())));
    }
  }

  private void append(ByteBuf bytes) {
    try {
      bytes.getBytes(bytes.readerIndex(), body, bytes.readableBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(Code.PROTOCOL, "closed the connection before its answer was whole");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException && !(cause instanceof SSLException)) {
      fail(Code.UNREACHABLE, "broke the connection: " + cause.getMessage());
    } else if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
      fail(Code.PROTOCOL, "cannot be trusted or speaks no TLS: " + cause.getMessage());
    } else {
      fail(Code.PROTOCOL, "does not answer in HTTP: " + cause.getMessage());
    }
  }

  private void answer(HttpAnswer answer) {
    if (!over) {
      over = true;
      outcome.answered(answer);
    }
  }

  void fail(Code code, String what) {
    if (!over) {
      over = true;
      outcome.failed(
          new FetchException(code, target + ": the server " + what + "; try later or another URL"));
    }
  }
}
