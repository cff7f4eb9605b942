package io.quoin.examples.tracker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Answers announcements in compact form (BEP 23, BEP 7). */
final class AnnounceHandler implements HttpHandler {

  /** A peer that wants more others may ask again after so many seconds. */
  private static final long SOONEST = 15;

  private final Swarms swarms;
  private final Duration interval;

  AnnounceHandler(Swarms swarms, Duration interval) {
    this.swarms = swarms;
    this.interval = interval;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = Bencode.encode(answer(exchange));
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private BDictionary answer(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    try {
      Announcement announcement = Announcement.of(query == null ? "" : query);
      InetSocketAddress peer =
          new InetSocketAddress(exchange.getRemoteAddress().getAddress(), announcement.port());
      return answer(swarms.announced(announcement, peer));
    } catch (RefusedException refusal) {
      return BDictionary.builder().put("failure reason", refusal.getMessage()).build();
    }
  }

  private BDictionary answer(Swarms.Answer answer) {
    return BDictionary.builder()
        .put("interval", interval.toSeconds())
        .put("min interval", Math.min(SOONEST, interval.toSeconds()))
        .put("complete", answer.seeds())
        .put("incomplete", answer.leeches())
        .put("peers", packed(answer.peers(), true))
        .put("peers6", packed(answer.peers(), false))
        .build();
  }

  private static byte[] packed(List<InetSocketAddress> peers, boolean v4) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (InetSocketAddress peer : peers) {
      if (peer.getAddress() instanceof Inet4Address == v4) {
        out.writeBytes(peer.getAddress().getAddress());
        out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) peer.getPort()).array());
      }
    }
    return out.toByteArray();
  }
}
