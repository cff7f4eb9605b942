package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TronSettingsTest {

  private static final List<String> NODE = List.of("127.0.0.1:50051");

  private static TronSettings settings(Map<String, Object> values) {
    return TronSettings.of(Configured.ledger(NODE, NODE, values));
  }

  private static void refused(Map<String, Object> values, String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(values))
        .withMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "mainnet, 4196a1d22b6653dc",
    "nile, 802de4d6cd8690dc",
    "shasta, a9c134c994a9059e",
    "00000000000000ff, 00000000000000ff",
  })
  void a_network_has_a_name_or_is_private(String network, String net) {
    assertThat(settings(Map.of("network", network)).net()).hasToString(net);
  }

  @Test
  void what_makes_no_sense_is_refused_by_its_key() {
    refused(Map.of("network", "testnet"), "'network'");
    refused(Map.of("full_nodes", new String[0]), "'full.nodes'");
    refused(Map.of("solidity_nodes", new String[] {" "}), "'solidity.nodes'");
    refused(
        Map.of("full_nodes", Collections.nCopies(9, "a:1").toArray(String[]::new)), "'full.nodes'");
    refused(Map.of("token_name", " "), "'token.name'");
    refused(Map.of("timeout_seconds", 0), "'timeout.seconds'");
    refused(Map.of("_api_key", "k", "api_key_header", "X Key"), "'api.key.header'");
    refused(Map.of("_api_key", "k", "api_key_header", "key-bin"), "'api.key.header'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "umläut"})
  void an_api_key_that_cannot_be_sent_is_refused_without_being_shown(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Map.of("_api_key", key)))
        .withMessageContaining("'.api.key'")
        .withMessageNotContaining(key);
  }

  @Test
  void settings_do_not_show_the_api_key() {
    TronSettings settings = settings(Map.of("_api_key", "5ecc-e7"));

    assertThat(settings.toString()).contains("TRON-PRO-API-KEY").doesNotContain("5ecc-e7");
  }

  @ParameterizedTest
  @CsvSource({
    "grpc.example.org:50051, grpc.example.org, 50051",
    "127.0.0.1:1, 127.0.0.1, 1",
    "[::1]:65535, ::1, 65535",
  })
  void an_endpoint_is_a_host_and_a_port(String text, String host, int port) {
    Endpoint endpoint = Endpoint.parse(text);

    assertThat(endpoint).isEqualTo(new Endpoint(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host", "host:", ":1", "host:0", "host:65536", "::1:5", "a b:1", "http://a:1"})
  void anything_else_is_no_endpoint(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(text))
        .withMessageContaining("HOST:PORT");
  }
}
