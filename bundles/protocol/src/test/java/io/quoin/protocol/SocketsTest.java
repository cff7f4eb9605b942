package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SocketsTest {

  @Test
  void an_address_that_cannot_be_had_is_left_out_and_the_others_are_listened_on() {
    Sockets sockets = new Sockets(new Listen("nonsense 127.0.0.1:99999 127.0.0.1:0"));

    try {
      assertThat(sockets.listening())
          .singleElement()
          .satisfies(
              address ->
                  assertThat(address.getAddress()).isEqualTo(InetAddress.getLoopbackAddress()),
              address -> assertThat(address.getPort()).isPositive());
    } finally {
      sockets.end();
    }
  }

  private record Listen(String addresses) implements SocketSettings {
    @Override
    public String[] listen() {
      return addresses.split(" ");
    }

    @Override
    public String transport() {
      return "nio";
    }

    @Override
    public int loops() {
      return 1;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return SocketSettings.class;
    }
  }
}
