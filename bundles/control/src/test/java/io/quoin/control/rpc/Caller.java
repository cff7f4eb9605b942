package io.quoin.control.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.access.Role;
import io.quoin.api.control.Shutdown;
import io.quoin.api.net.Fetcher;
import io.quoin.api.session.SessionControl;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.session.SessionAtHand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A client of the protocol, in either dialect, before a real register of torrents. Names are given
 * in their older form and translated.
 */
final class Caller {

  final SessionAtHand hand;
  final StandInEngine engine = new StandInEngine();
  final SessionControl session;
  Optional<Fetcher> fetcher = Optional.empty();
  Optional<Shutdown> shutdown = Optional.empty();
  final TransmissionRpc rpc;

  Caller(Path data, Path... roots) {
    hand = new SessionAtHand(data);
    session = hand.session();
    hand.comes(engine);
    rpc =
        new TransmissionRpc(
            new TransmissionRpc.World(
                session, hand, () -> fetcher, false, () -> shutdown, new Roots(List.of(roots))));
  }

  /** What a text is answered with. */
  String answer(String call) {
    return answer(call.getBytes(UTF_8));
  }

  String answer(byte[] call) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      rpc.answer(new ByteArrayInputStream(call), answer, Role.ADMINISTRATOR);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return answer.toString(UTF_8);
  }

  /** The arguments of an answer that must be a success. */
  JsonObject call(Dialect dialect, String method, Map<String, ?> arguments) {
    JsonObject answer = raw(dialect, method, arguments);
    if (dialect == Dialect.NEWER) {
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      return answer.getAsJsonObject("result");
    }
    assertThat(answer.get("result").getAsString()).as(answer.toString()).isEqualTo("success");
    return answer.getAsJsonObject("arguments");
  }

  /** What the answer says of a call that must fail. */
  String refusal(Dialect dialect, String method, Map<String, ?> arguments) {
    JsonObject answer = raw(dialect, method, arguments);
    if (dialect == Dialect.OLDER) {
      String result = answer.get("result").getAsString();
      assertThat(result).isNotEqualTo("success");
      return result;
    }
    assertThat(answer.has("result")).as(answer.toString()).isFalse();
    return answer
        .getAsJsonObject("error")
        .getAsJsonObject("data")
        .get("error_string")
        .getAsString();
  }

  private JsonObject raw(Dialect dialect, String method, Map<String, ?> arguments) {
    Map<String, Object> named = new LinkedHashMap<>();
    arguments.forEach((name, value) -> named.put(Name.of(name).in(dialect), value));
    Map<String, Object> call =
        dialect == Dialect.OLDER
            ? Map.of("method", method, "arguments", named, "tag", 7)
            : Map.of(
                "jsonrpc", "2.0", "method", method.replace('-', '_'), "params", named, "id", 7);
    JsonObject answer = JsonParser.parseString(answer(new Gson().toJson(call))).getAsJsonObject();
    assertThat(answer.get(dialect == Dialect.OLDER ? "tag" : "id").getAsInt()).isEqualTo(7);
    return answer;
  }

  /** One field of one torrent. */
  JsonElement field(Dialect dialect, int id, String field) {
    String name = Name.of(field).in(dialect);
    return call(dialect, "torrent-get", Map.of("ids", id, "fields", List.of(name)))
        .getAsJsonArray("torrents")
        .get(0)
        .getAsJsonObject()
        .get(name);
  }

  /** Adds a torrent of three files of a piece each; returns its number. */
  int add(Dialect dialect, int seed, Map<String, ?> more) {
    Map<String, Object> arguments = new LinkedHashMap<>(more);
    arguments.put("metainfo", base64(seed));
    return call(dialect, "torrent-add", arguments)
        .getAsJsonObject(dialect == Dialect.OLDER ? "torrent-added" : "torrent_added")
        .get("id")
        .getAsInt();
  }

  static String base64(int seed) {
    return Base64.getEncoder().encodeToString(bytes(seed));
  }

  static Metainfo torrent(int seed) {
    try {
      return Metainfo.parse(bytes(seed));
    } catch (MetainfoException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] bytes(int seed) {
    TorrentBuilder builder = TorrentBuilder.directory(Kind.V1, "torrent-" + seed);
    Random random = new Random(seed);
    for (int file = 0; file < 3; file++) {
      byte[] bytes = new byte[16_384];
      random.nextBytes(bytes);
      builder.file(
          List.of("file" + file + ".mkv"),
          bytes.length,
          () -> Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
    try {
      return builder
          .pieceLength(16_384)
          .trackers(
              List.of(
                  List.of(URI.create("http://tracker.example.org:8080/announce?key=secret")),
                  List.of(URI.create("udp://other.example.net:6969/announce"))))
          .comment("a comment")
          .build((done, total) -> {})
          .encoded();
    } catch (IOException | MetainfoException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
