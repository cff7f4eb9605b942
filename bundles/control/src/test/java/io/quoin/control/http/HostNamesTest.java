package io.quoin.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which addresses a server is asked for. */
final class HostNamesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.5, 192.0.2.5, true",
    "192.0.2.5, 192.0.2.6, false",
    "2001:db8::5, [2001:db8::5], true",
    "2001:db8::5, [2001:db8:0:0:0:0:0:5], true",
    "2001:db8::5, [2001:db8::6], false",
    "2001:db8::5, [nonsense], false",
    "192.0.2.5, evil.example, false",
    "192.0.2.5, 192.0.2.5.evil.example, false"
  })
  void an_address_is_the_same_however_it_is_written(String here, String asked, boolean same)
      throws Exception {
    assertThat(HostNames.isLiteralOf(asked, InetAddress.getByName(here))).isEqualTo(same);
  }
}
