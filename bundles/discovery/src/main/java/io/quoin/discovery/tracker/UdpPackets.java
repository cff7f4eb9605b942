package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** The datagrams of BEP 15 and the one option of BEP 41 that trackers use. */
final class UdpPackets {

  static final int CONNECT = 0;
  static final int ANNOUNCE = 1;
  static final int ERROR = 3;

  /** The shortest datagram that says to which request it belongs. */
  static final int HEAD = 8;

  private static final long MAGIC = 0x41727101980L;
  private static final int CONNECT_BYTES = 16;
  private static final int ANNOUNCE_BYTES = 98;
  private static final int ANSWER_BYTES = 20;
  private static final int URL_DATA = 2;
  private static final int URL_DATA_CHUNK = 255;
  private static final int URL_DATA_MOST = 1000;
  private static final int TEXT = 200;

  private UdpPackets() {}

  static ByteBuffer connect(int transaction) {
    return ByteBuffer.allocate(CONNECT_BYTES)
        .putLong(MAGIC)
        .putInt(CONNECT)
        .putInt(transaction)
        .flip();
  }

  static ByteBuffer announce(long connection, int transaction, Announce announce, URI tracker) {
    byte[] option = urlData(tracker);
    return ByteBuffer.allocate(ANNOUNCE_BYTES + option.length)
        .putLong(connection)
        .putInt(ANNOUNCE)
        .putInt(transaction)
        .put(announce.infoHash().bytes())
        .put(announce.peerId().bytes())
        .putLong(announce.progress().downloaded())
        .putLong(announce.left())
        .putLong(announce.progress().uploaded())
        .putInt(announce.event().udp())
        .putInt(0)
        .putInt(announce.key())
        .putInt(announce.wanted())
        .putShort((short) announce.port())
        .put(option)
        .flip();
  }

  /** The connection that a tracker grants; nothing if the datagram is too short. */
  static Optional<Long> connection(ByteBuffer answer) {
    return answer.remaining() < CONNECT_BYTES
        ? Optional.empty()
        : Optional.of(answer.getLong(answer.position() + HEAD));
  }

  /** What a tracker answers; its peers are of the family over which it was asked. */
  static Optional<AnnounceAnswer> answer(ByteBuffer in, int addressLength) {
    if (in.remaining() < ANSWER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer answer = in.duplicate();
    long interval = Integer.toUnsignedLong(answer.getInt(answer.position() + HEAD));
    answer.position(answer.position() + ANSWER_BYTES);
    return Optional.of(
        new AnnounceAnswer(
            Duration.ofSeconds(Math.min(interval, HttpAnswer.LONGEST_INTERVAL.toSeconds())),
            Optional.empty(),
            CompactPeers.read(answer, addressLength),
            Optional.empty(),
            Optional.empty()));
  }

  static String error(ByteBuffer in) {
    ByteBuffer text = in.duplicate();
    text.position(text.position() + HEAD).limit(Math.min(text.limit(), text.position() + TEXT));
    return UTF_8.decode(text).toString();
  }

  private static byte[] urlData(URI tracker) {
    String path = tracker.getRawPath() == null ? "" : tracker.getRawPath();
    String query = tracker.getRawQuery() == null ? "" : "?" + tracker.getRawQuery();
    byte[] data = (path + query).getBytes(ISO_8859_1);
    if (data.length > URL_DATA_MOST) {
      return new byte[0];
    }
    int chunks = (data.length + URL_DATA_CHUNK - 1) / URL_DATA_CHUNK;
    ByteBuffer option = ByteBuffer.allocate(data.length + 2 * chunks);
    for (int at = 0; at < data.length; at += URL_DATA_CHUNK) {
      int length = Math.min(URL_DATA_CHUNK, data.length - at);
      option.put((byte) URL_DATA).put((byte) length).put(data, at, length);
    }
    return option.array();
  }
}
