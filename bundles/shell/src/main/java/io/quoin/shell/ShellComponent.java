package io.quoin.shell;

import io.quoin.api.access.LockOut;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.sshd.server.SshServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell in the container: it listens where it is told to, and else not at all. */
@Component(
    service = MetricSource.class,
    immediate = true,
    property = MetricSource.NAME + "=shell",
    configurationPid = "io.quoin.shell")
@Designate(ocd = ShellConfiguration.class)
public final class ShellComponent implements MetricSource {

  private static final Logger LOG = LoggerFactory.getLogger(ShellComponent.class);

  private final Optional<Shell> shell;

  /** What there is while it listens. */
  private record Shell(ShellServer server, KnownHosts named, Optional<Path> temporary) {}

  /**
   * Starts to listen, if it is to.
   *
   * @param configuration where, for whom
   * @param processor runs commands
   * @param roles know who may run which
   * @param ids that commands take
   * @throws IOException if keys or the port cannot be had
   * @throws GeneralSecurityException if a key cannot be read
   */
  @Activate
  public ShellComponent(
      ShellConfiguration configuration,
      @Reference CommandProcessor processor,
      @Reference CommandRoles roles,
      @Reference KnownIds ids)
      throws IOException, GeneralSecurityException {
    this.shell =
        configuration.port() < 0
            ? Optional.empty()
            : Optional.of(openWithOwnClasses(configuration, processor, roles, ids));
  }

  /** The SSH library asks the thread's class loader first, and a host may have that library too. */
  private static Shell openWithOwnClasses(
      ShellConfiguration configuration,
      CommandProcessor processor,
      CommandRoles roles,
      KnownIds ids)
      throws IOException, GeneralSecurityException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(SshServer.class.getClassLoader());
    try {
      return open(configuration, processor, roles, ids);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Shell open(
      ShellConfiguration configuration,
      CommandProcessor processor,
      CommandRoles roles,
      KnownIds ids)
      throws IOException, GeneralSecurityException {
    Optional<Path> temporary =
        configuration.data().isBlank()
            ? Optional.of(Files.createTempDirectory("quoin-shell-"))
            : Optional.empty();
    Path folder = temporary.orElseGet(() -> Path.of(configuration.data()));
    ShellKeys keys = new ShellKeys(folder);
    KeyPair host = keys.keyPair(ShellKeys.HOST);
    Path authorized =
        configuration.authorized_keys().isBlank()
            ? folder.resolve("authorized_keys")
            : Path.of(configuration.authorized_keys());
    ShellServer server =
        new ShellServer(
            new ShellServer.Order(
                new InetSocketAddress(configuration.host(), configuration.port()),
                host,
                Duration.ofSeconds(configuration.idle_seconds()),
                configuration.sessions()),
            processor,
            roles,
            ids::of,
            new AuthorizedKeys(keys.keyPair(ShellKeys.ADMINISTRATOR).getPublic(), authorized),
            new LockOut(InstantSource.system()));
    KnownHosts named = new KnownHosts(folder);
    named.say(
        InetSocketAddress.createUnresolved(configuration.host(), server.port()), host.getPublic());
    LOG.info("the shell listens at {}:{}", configuration.host(), server.port());
    return new Shell(server, named, temporary);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.gauge(
            "sessions",
            MetricUnit.NONE,
            "Visitors that are connected, logged in or about to",
            shell.map(open -> open.server().sessions()).orElse(0)),
        Metric.counter(
            "failed_logins",
            MetricUnit.NONE,
            "Visitors that tried to log in and were refused",
            shell.map(open -> open.server().refused()).orElse(0L)));
  }

  @Deactivate
  void deactivate() throws IOException {
    if (shell.isEmpty()) {
      return;
    }
    try {
      shell.get().named().forget();
    } finally {
      shell.get().server().close();
    }
    if (shell.get().temporary().isPresent()) {
      forget(shell.get().temporary().get());
    }
  }

  private static void forget(Path temporary) throws IOException {
    for (String name : List.of(ShellKeys.HOST, ShellKeys.ADMINISTRATOR)) {
      Files.deleteIfExists(temporary.resolve(name));
      Files.deleteIfExists(temporary.resolve(name + ".pub"));
    }
    Files.deleteIfExists(temporary);
  }
}
