package io.quoin.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.control.http.Endpoints;
import io.quoin.control.rpc.RpcHolder;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails beside the server leaves none behind: threads that stay fail the test. */
final class ControlComponentTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;

  @Test
  void what_cannot_say_where_it_listens_does_not_listen() throws Exception {
    Files.createDirectories(folder.resolve("address/full"));

    assertThatThrownBy(() -> component(settings("", ""))).isInstanceOf(IOException.class);
  }

  @Test
  void it_ends_even_if_its_address_cannot_be_taken_away() throws Exception {
    ControlComponent component = component(settings("", ""));
    Path address = folder.resolve("address");
    Files.delete(address);
    Files.createDirectories(address.resolve("full"));

    assertThatThrownBy(component::deactivate).isInstanceOf(IOException.class);
  }

  @Test
  void keys_without_a_password_file_are_refused_with_the_key_to_set() {
    assertThatThrownBy(() -> component(settings(folder.resolve("keys").toString(), "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tls.password.file");
  }

  private static ControlComponent component(ControlConfiguration settings) throws Exception {
    return new ControlComponent(settings, new Endpoints(), new RpcHolder());
  }

  private ControlConfiguration settings(String keys, String password) {
    return new Settings(folder.toString(), keys, password);
  }

  private record Settings(String data, String tls_keys, String tls_password_file)
      implements ControlConfiguration {

    @Override
    public String host() {
      return LOOPBACK.getHostAddress();
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public String[] host_names() {
      return new String[0];
    }

    @Override
    public String web_home() {
      return "";
    }

    @Override
    public int connections() {
      return 2;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return ControlConfiguration.class;
    }
  }
}
