package io.quoin.discovery.tracker;

import io.quoin.api.net.AddressLiteral;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a tracker answers over HTTP (BEP 3, 7, 23, 31), whatever a stranger may send. */
final class HttpAnswer {

  static final int LARGEST = 1 << 20;
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(30);
  static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
  private static final int TEXT = 200;

  private HttpAnswer() {}

  static AnnounceAnswer read(int status, byte[] body) throws AnnounceException {
    Optional<BDictionary> answer = dictionary(body);
    if (answer.flatMap(told -> told.string("failure reason")).isPresent()) {
      throw failure(answer.get());
    }
    if (status != 200) {
      throw new AnnounceException("it answers with the HTTP status " + status);
    }
    return read(
        answer.orElseThrow(() -> new AnnounceException("its answer is not that of a tracker")));
  }

  private static Optional<BDictionary> dictionary(byte[] body) {
    try {
      BValue value = Bencode.decode(body, Bencode.Mode.TOLERANT, Bencode.Limits.MESSAGE);
      return value instanceof BDictionary answer ? Optional.of(answer) : Optional.empty();
    } catch (BencodeException malformed) {
      return Optional.empty();
    }
  }

  private static AnnounceAnswer read(BDictionary in) {
    List<InetSocketAddress> peers = new ArrayList<>();
    in.get("peers").ifPresent(value -> addPeers(value, peers));
    in.string("peers6")
        .ifPresent(packed -> peers.addAll(CompactPeers.read(packed.bytes(), CompactPeers.V6)));
    return new AnnounceAnswer(
        seconds(in, "interval").orElse(USUAL_INTERVAL),
        seconds(in, "min interval"),
        peers,
        in.string("tracker id").map(HttpAnswer::text),
        in.string("warning message").map(HttpAnswer::text));
  }

  private static AnnounceException failure(BDictionary in) {
    String reason = text(in.string("failure reason").orElseThrow());
    return new AnnounceException("it refuses: " + reason, retry(in));
  }

  /** BEP 31: minutes, or never. */
  private static Optional<Duration> retry(BDictionary in) {
    BValue told = in.get("retry in").orElse(BInteger.of(0));
    if (told instanceof BString text && text.is("never")) {
      return Optional.of(AnnounceException.NEVER);
    }
    return told instanceof BInteger minutes && minutes.value() > 0
        ? Optional.of(Duration.ofMinutes(Math.min(minutes.value(), LONGEST_INTERVAL.toMinutes())))
        : Optional.empty();
  }

  private static Optional<Duration> seconds(BDictionary in, String key) {
    OptionalLong seconds = in.integer(key);
    return seconds.isPresent() && seconds.getAsLong() >= 0
        ? Optional.of(
            Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_INTERVAL.toSeconds())))
        : Optional.empty();
  }

  private static void addPeers(BValue value, List<InetSocketAddress> peers) {
    if (value instanceof BString packed) {
      peers.addAll(CompactPeers.read(packed.bytes(), CompactPeers.V4));
    } else if (value instanceof BList list) {
      list.values().stream()
          .limit(AnnounceAnswer.PEERS)
          .map(HttpAnswer::peer)
          .flatMap(Optional::stream)
          .forEach(peers::add);
    }
  }

  /** The form of BEP 3. Names are left out: a stranger does not make us ask name servers. */
  private static Optional<InetSocketAddress> peer(BValue value) {
    if (!(value instanceof BDictionary peer)) {
      return Optional.empty();
    }
    long port = peer.integer("port").orElse(0);
    return peer.string("ip")
        .filter(ip -> port > 0 && port < 65_536)
        .flatMap(ip -> AddressLiteral.parse(ip.toString()))
        .map(ip -> new InetSocketAddress(ip, (int) port));
  }

  private static String text(BString told) {
    String text = told.toString();
    return text.substring(0, Math.min(text.length(), TEXT));
  }
}
