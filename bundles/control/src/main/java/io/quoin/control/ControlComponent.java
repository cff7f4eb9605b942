package io.quoin.control;

import io.quoin.api.access.LockOut;
import io.quoin.control.http.ControlServer;
import io.quoin.control.http.Endpoints;
import io.quoin.control.http.TlsKeys;
import io.quoin.control.rpc.RpcHolder;
import io.quoin.control.user.Doorkeeper;
import io.quoin.control.user.WholeFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Control in the container: it listens where it is told to, and else not at all. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.quoin.control")
@Designate(ocd = ControlConfiguration.class)
public final class ControlComponent {

  private static final Logger LOG = LoggerFactory.getLogger(ControlComponent.class);
  private static final String USERS = "users";
  private static final String ADDRESS = "address";

  private final Optional<ControlServer> server;
  private final Optional<Path> address;

  /**
   * Starts to listen, if it is to.
   *
   * @param configuration where, for whom
   * @param endpoints are what bundles have opened
   * @param rpc answers Transmission's clients
   * @throws IOException if it cannot listen, or would let in everybody
   * @throws GeneralSecurityException if the TLS keys cannot be read
   */
  @Activate
  public ControlComponent(
      ControlConfiguration configuration, @Reference Endpoints endpoints, @Reference RpcHolder rpc)
      throws IOException, GeneralSecurityException {
    if (configuration.port() < 0) {
      this.server = Optional.empty();
      this.address = Optional.empty();
      return;
    }
    Optional<Path> folder = path(configuration.data());
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    Doorkeeper doorkeeper =
        new Doorkeeper(
            folder.map(one -> one.resolve(USERS)),
            new LockOut(InstantSource.system()),
            InstantSource.system());
    ControlServer.Order order = order(configuration);
    demandUsers(order, doorkeeper);
    ControlServer open = new ControlServer(order, doorkeeper, endpoints, rpc::calls);
    this.server = Optional.of(open);
    this.address = folder.map(one -> one.resolve(ADDRESS));
    String url =
        String.format(
            "%s://%s:%d/",
            order.tls().isPresent() ? "https" : "http", literal(configuration.host()), open.port());
    try {
      if (address.isPresent()) {
        WholeFile.write(address.get(), (url + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      open.close();
      throw e;
    }
    LOG.info("control listens at {}", url);
  }

  private static ControlServer.Order order(ControlConfiguration configuration)
      throws IOException, GeneralSecurityException {
    Optional<Path> keys = path(configuration.tls_keys());
    Optional<Path> password = path(configuration.tls_password_file());
    if (keys.isPresent() && password.isEmpty()) {
      throw new IOException(
          "control has TLS keys and no password for them: change the key tls.password.file of"
              + " io.quoin.control");
    }
    Optional<SSLContext> tls =
        keys.isEmpty()
            ? Optional.empty()
            : Optional.of(TlsKeys.read(keys.get(), password.orElseThrow()));
    return new ControlServer.Order(
        new InetSocketAddress(configuration.host(), configuration.port()),
        List.of(configuration.host_names()),
        tls,
        path(configuration.web_home()),
        configuration.connections(),
        ControlServer.Order.PATIENCE);
  }

  private static void demandUsers(ControlServer.Order order, Doorkeeper doorkeeper)
      throws IOException {
    if (order.address().isUnresolved()) {
      throw new IOException(
          "control cannot listen at "
              + order.address().getHostString()
              + ": nobody knows that name; change the key host of io.quoin.control");
    }
    if (!order.address().getAddress().isLoopbackAddress() && !doorkeeper.hasUsers()) {
      throw new IOException(
          "control does not listen at "
              + order.address().getHostString()
              + " for everybody: make a user with 'quoin password NAME', or listen at 127.0.0.1");
    }
  }

  private static Optional<Path> path(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static String literal(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  @Deactivate
  void deactivate() throws IOException {
    try {
      if (address.isPresent()) {
        Files.deleteIfExists(address.get());
      }
    } finally {
      server.ifPresent(ControlServer::close);
    }
  }
}
