package io.quoin.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1",
    "255.255.255.255,255.255.255.255",
    "::1,0:0:0:0:0:0:0:1",
    "[::1],0:0:0:0:0:0:0:1",
    "2001:DB8::a,2001:db8:0:0:0:0:0:a",
    "::ffff:192.0.2.1,192.0.2.1"
  })
  void addresses_are_read(String text, String address) {
    assertThat(AddressLiteral.parse(text))
        .get()
        .extracting(InetAddress::getHostAddress)
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":",
        "localhost",
        "tracker.example",
        "127.1",
        "1.2.3",
        "2130706433",
        "0x7f.0.0.1",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "[127.0.0.1]",
        "[::1",
        "fe80::1%eth0",
        "::1::",
        "12345::",
        "::g",
        "1:2:3:4:5:6:7:8:9",
        "\u0661.2.3.4"
      })
  void nothing_else_is_an_address(String text) {
    assertThat(AddressLiteral.parse(text)).isEmpty();
  }
}
