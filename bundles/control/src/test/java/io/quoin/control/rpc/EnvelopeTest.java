package io.quoin.control.rpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.quoin.api.access.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes of both dialects, and calls of people who mean harm or know no better. */
class EnvelopeTest {

  @TempDir private Path folder;

  private Caller caller() {
    return new Caller(folder);
  }

  // --- the newer dialect ---

  @Test
  void a_notification_is_followed_and_not_answered() {
    Caller caller = caller();
    caller.add(Dialect.NEWER, 1, Map.of());

    String answer =
        caller.answer("{\"jsonrpc\":\"2.0\",\"method\":\"torrent_stop\",\"params\":{\"ids\":1}}");

    assertThat(answer).isEmpty();
    assertThat(caller.engine.running).isEmpty();
  }

  @Test
  void a_notification_that_fails_is_not_answered_either() {
    assertThat(caller().answer("{\"jsonrpc\":\"2.0\",\"method\":\"no_such\"}")).isEmpty();
  }

  @Test
  void a_batch_is_answered_call_by_call_and_its_notifications_are_not() {
    String answer =
        caller()
            .answer(
                "[{\"jsonrpc\":\"2.0\",\"method\":\"group_get\",\"id\":1},"
                    + "{\"jsonrpc\":\"2.0\",\"method\":\"group_get\"},"
                    + "5,"
                    + "{\"jsonrpc\":\"2.0\",\"method\":\"no_such\",\"id\":\"b\"}]");

    assertThat(answer)
        .isEqualTo(
            "[{\"jsonrpc\":\"2.0\",\"result\":{\"group\":[]},\"id\":1},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                + "\"data\":{\"error_string\":\"request must be an Array or Object\"}},\"id\":null},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,"
                + "\"message\":\"Method not found\",\"data\":{\"error_string\":"
                + "\"method name not recognized: no_such\"}},\"id\":\"b\"}]");
  }

  @Test
  void a_batch_of_notifications_is_not_answered() {
    assertThat(caller().answer("[{\"jsonrpc\":\"2.0\",\"method\":\"group_get\"}]")).isEmpty();
  }

  @Test
  void a_batch_has_a_bound() {
    String call = "{\"jsonrpc\":\"2.0\",\"method\":\"group_get\",\"id\":1}";
    String most =
        IntStream.range(0, TransmissionRpc.BATCH)
            .mapToObj(i -> call)
            .collect(Collectors.joining(",", "[", "]"));
    String oneMore = "[" + call + "," + most.substring(1);

    assertThat(JsonParser.parseString(caller().answer(most)).getAsJsonArray())
        .hasSize(TransmissionRpc.BATCH);
    assertThat(caller().answer(oneMore)).contains("-32600").contains("1 to 100 calls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"text\"", "0", "-5", "1.5", "123456789012345678901234567890", "null"})
  void an_id_is_given_back_as_it_came(String id) {
    assertThat(caller().answer("{\"jsonrpc\":\"2.0\",\"method\":\"group_get\",\"id\":" + id + "}"))
        .endsWith("\"id\":" + id + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "true"})
  void an_id_of_another_type_is_refused(String id) {
    assertThat(caller().answer("{\"jsonrpc\":\"2.0\",\"method\":\"group_get\",\"id\":" + id + "}"))
        .contains("-32600")
        .endsWith("\"id\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1.0\"", "2.0", "null"})
  void another_version_is_refused(String version) {
    assertThat(caller().answer("{\"jsonrpc\":" + version + ",\"method\":\"group_get\",\"id\":1}"))
        .contains("-32600")
        .contains("JSON-RPC version is not 2.0");
  }

  @Test
  void params_by_position_are_refused() {
    assertThat(
            caller()
                .answer("{\"jsonrpc\":\"2.0\",\"method\":\"group_get\",\"params\":[1],\"id\":1}"))
        .contains("-32602");
  }

  // --- the older dialect ---

  @Test
  void a_tag_is_given_back_and_a_missing_one_is_not() {
    assertThat(caller().answer("{\"method\":\"group-get\",\"tag\":4711}"))
        .isEqualTo("{\"arguments\":{\"group\":[]},\"result\":\"success\",\"tag\":4711}");
    assertThat(caller().answer("{\"method\":\"group-get\"}"))
        .isEqualTo("{\"arguments\":{\"group\":[]},\"result\":\"success\"}");
  }

  @Test
  void an_unknown_method_is_told_in_words() {
    assertThat(caller().answer("{\"method\":\"torrent-dance\",\"tag\":1}"))
        .isEqualTo(
            "{\"arguments\":{},\"result\":\"method name not recognized: torrent-dance\",\"tag\":1}");
    assertThat(caller().answer("{}")).isEqualTo("{\"arguments\":{},\"result\":\"no method name\"}");
  }

  // --- roles ---

  private String as(Role role, Caller caller, String call) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    caller.rpc.answer(new ByteArrayInputStream(call.getBytes(UTF_8)), answer, role);
    return answer.toString(UTF_8);
  }

  @Test
  void a_viewer_looks_an_operator_sees_to_torrents_and_an_administrator_does_all()
      throws IOException {
    Caller caller = caller();
    caller.add(Dialect.OLDER, 1, Map.of());
    String set = "{\"jsonrpc\":\"2.0\",\"method\":\"session_set\",\"id\":1}";

    assertThat(as(Role.VIEWER, caller, "{\"method\":\"session-get\"}")).contains("success");
    assertThat(as(Role.VIEWER, caller, "{\"method\":\"torrent-stop\"}"))
        .contains("takes the role operator");
    assertThat(caller.engine.running).hasSize(1);
    assertThat(as(Role.OPERATOR, caller, "{\"method\":\"torrent-stop\"}")).contains("success");
    assertThat(as(Role.OPERATOR, caller, set)).contains("takes the role administrator");
    assertThat(as(Role.ADMINISTRATOR, caller, set)).contains("\"result\":{}");
  }

  @Test
  void a_viewer_sees_no_keys_in_addresses() throws IOException {
    Caller caller = caller();
    caller.add(Dialect.OLDER, 1, Map.of());
    String call =
        "{\"method\":\"torrent-get\",\"arguments\":{\"fields\":[\"trackers\","
            + "\"trackerStats\",\"trackerList\",\"magnetLink\",\"webseeds\"]}}";

    assertThat(as(Role.VIEWER, caller, call))
        .doesNotContain("secret")
        .contains("http://tracker.example.org:8080/");
    assertThat(as(Role.OPERATOR, caller, call)).contains("secret");
  }

  // --- harm ---

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("", "cut off"),
        Arguments.of("{", "cut off"),
        Arguments.of("{\"method\":\"group-get\"", "cut off"),
        Arguments.of("{method:1}", "no JSON"),
        Arguments.of("{'method':1}", "no JSON"),
        Arguments.of("{\"a\":1,}", "no JSON"),
        Arguments.of("{\"a\":NaN}", "no JSON"),
        Arguments.of("{\"a\":01}", "no JSON"),
        Arguments.of("{\"a\":1e99999999999}", "number"),
        Arguments.of("{\"a\":" + "9".repeat(41) + "}", "40 digits"),
        Arguments.of("{} {}", "no JSON"),
        Arguments.of("{\"method\":1,\"method\":2}", "there twice"),
        Arguments.of("{\"arguments\":{\"ids\":1,\"ids\":2}}", "there twice"),
        Arguments.of("[".repeat(100_000), "no JSON"),
        Arguments.of("{\"a\":".repeat(100_000), "no JSON"),
        Arguments.of("\u0000", "no JSON"),
        Arguments.of("/* no */ {}", "no JSON"));
  }

  @ParameterizedTest
  @MethodSource
  void unreadable(String call, String reason) {
    String answer = caller().answer(call);

    assertThat(answer).contains("\"code\":-32700").contains(reason).endsWith("\"id\":null}");
  }

  @Test
  void what_is_not_utf_8_is_refused() {
    assertThat(caller().answer("{\"method\":\"caf\u00e9\"}".getBytes(ISO_8859_1)))
        .contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "\"text\"", "null", "true"})
  void what_is_no_call_at_all_is_refused(String call) {
    assertThat(caller().answer(call)).contains("\"code\":-32600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ids\":{}}",
        "{\"ids\":true}",
        "{\"ids\":1.5}",
        "{\"ids\":1e300}",
        "{\"ids\":[[1]]}",
        "{\"ids\":[true]}",
        "{\"ids\":[1e999999]}"
      })
  void ids_of_another_type_are_refused(String arguments) {
    Caller caller = caller();
    caller.add(Dialect.OLDER, 1, Map.of());

    String answer =
        caller.answer("{\"method\":\"torrent-remove\",\"arguments\":" + arguments + "}");

    assertThat(answer).contains("\"result\":\"an id is a number");
    assertThat(caller.session.ids()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torrent-get:{\"fields\":\"id\"}",
        "torrent-get:{\"fields\":[1]}",
        "torrent-get:{\"fields\":[\"id\"],\"format\":5}",
        "torrent-set:{\"labels\":\"x\"}",
        "torrent-set:{\"labels\":[\"\"]}",
        "torrent-set:{\"labels\":[null]}",
        "torrent-set:{\"files-wanted\":[\"1\"]}",
        "torrent-set:{\"files-wanted\":[99999999999999]}",
        "torrent-set:{\"uploadLimited\":2}",
        "torrent-set:{\"seedRatioLimit\":1e400}",
        "torrent-set:{\"trackerReplace\":[0]}",
        "torrent-set:{\"trackerList\":\"http://[x/\"}",
        "torrent-set:{\"location\":\"\\u0000\"}",
        "torrent-set-location:{\"location\":7}",
        "torrent-add:{\"metainfo\":[]}",
        "torrent-add:{\"filename\":\"http://%zz/\"}",
        "free-space:{}",
        "session-set:{\"seedRatioLimit\":\"1\"}",
        "session-get:{\"fields\":{}}"
      })
  void arguments_of_another_type_are_refused(String call) {
    Caller caller = caller();
    caller.fetcher = Optional.empty();
    caller.add(Dialect.OLDER, 1, Map.of());
    String method = call.substring(0, call.indexOf(':'));

    JsonElement answer =
        JsonParser.parseString(
            caller.answer(
                "{\"method\":\""
                    + method
                    + "\",\"arguments\":"
                    + call.substring(method.length() + 1)
                    + "}"));

    assertThat(answer.getAsJsonObject().get("result").getAsString())
        .isNotEqualTo("success")
        .doesNotContain("server's log");
  }

  @Test
  void random_bytes_and_changed_calls_are_always_answered_with_json() {
    Caller caller = caller();
    caller.add(Dialect.OLDER, 1, Map.of());
    Random random = new Random(5);
    byte[] sound =
        ("{\"jsonrpc\":\"2.0\",\"method\":\"torrent_set\",\"id\":1,\"params\":{\"ids\":[1],"
                + "\"labels\":[\"a\"],\"download_limit\":5,\"files_wanted\":[0]}}")
            .getBytes(UTF_8);

    for (int i = 0; i < 5000; i++) {
      byte[] call = sound.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        call[random.nextInt(call.length)] = (byte) random.nextInt(256);
      }
      String answer = caller.answer(call);
      if (!answer.isEmpty()) {
        assertThat(JsonParser.parseString(answer).isJsonObject()).isTrue();
      }
    }
  }

  @Test
  void a_transport_that_fails_is_told_to_the_transport() throws IOException {
    Caller caller = caller();
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    TransmissionRpc rpc =
        new TransmissionRpc(
            new TransmissionRpc.World(
                caller.session,
                caller.hand,
                Optional::empty,
                false,
                Optional::empty,
                new Roots(List.of())));

    assertThatThrownBy(() -> rpc.answer(broken, new ByteArrayOutputStream(), Role.VIEWER))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> rpc.answer(new ByteArrayInputStream("{}".getBytes(UTF_8)), closed, Role.VIEWER))
        .isInstanceOf(IOException.class);
  }
}
