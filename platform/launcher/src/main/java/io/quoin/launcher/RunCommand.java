package io.quoin.launcher;

import io.quoin.api.control.Shutdown;
import io.quoin.api.session.Session;
import io.quoin.launcher.shell.Door;
import io.quoin.launcher.shell.ShellException;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the platform in the foreground until the process is told to stop. */
@Command(
    name = "run",
    description = "Starts the platform in the foreground; SIGTERM or Ctrl-C stops it.")
final class RunCommand implements Callable<Integer> {

  private static final String INSTALLER = "io.quoin.installer";
  private static final String SHELL = "io.quoin.shell";
  private static final int SHELL_PORT = 8101;
  private static final String PORT = "port";
  private static final String CONTROL = "io.quoin.control";
  private static final int CONTROL_PORT = 9091;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "quoin-data",
      description = "What must outlive a restart (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--etc",
      paramLabel = "DIR",
      description = "Configuration files, PID.cfg.json (default: etc beside bin).")
  private Path etc;

  @Option(
      names = "--deploy",
      paramLabel = "DIR",
      description = "Folder whose plugins are installed, updated and removed as its files are.")
  private Path deploy;

  @Option(
      names = "--profile",
      defaultValue = "full",
      description = "How much is started: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Part profile;

  @Option(
      names = "--ssh",
      paramLabel = "HOST:PORT|off",
      converter = ListenAddress.Converter.class,
      description =
          "Where the shell listens (default: what etc says, else 127.0.0.1:8101); off: nowhere.")
  private ListenAddress ssh;

  @Option(
      names = "--control",
      paramLabel = "HOST:PORT|off",
      converter = ListenAddress.Converter.class,
      description =
          "Where control over HTTP listens (default: what etc says, else 127.0.0.1:9091); off:"
              + " nowhere.")
  private ListenAddress control;

  @Option(
      names = "--web-home",
      paramLabel = "DIR",
      description = "A web client made for Transmission, served at /transmission/web/.")
  private Path webHome;

  @Mixin private LedgerOptions ledger;

  /** What can be run. */
  enum Part {
    MINIMAL,
    STANDARD,
    FULL
  }

  private PlatformBuilder platform() throws Failure {
    PlatformBuilder platform =
        Platform.builder()
            .bundles(Home.bundles())
            .data(data)
            .profile(Profile.valueOf(profile.name()));
    if (profile != Part.MINIMAL) {
      platform.defaults(SHELL, Map.of(PORT, SHELL_PORT)).configure(SHELL, listening(ssh));
      platform
          .defaults(CONTROL, Map.of(PORT, CONTROL_PORT))
          .configure(CONTROL, withWebHome(listening(control)));
      Home.pluginIndex()
          .map(URI::toString)
          .ifPresent(index -> platform.defaults(INSTALLER, Map.of("repositories", List.of(index))));
    }
    return deploy == null ? platform : platform.deploy(deploy);
  }

  private static Map<String, Object> listening(ListenAddress where) {
    return where == null ? Map.of() : Map.of("host", where.host(), PORT, where.port());
  }

  private Map<String, Object> withWebHome(Map<String, Object> values) {
    if (webHome == null) {
      return values;
    }
    Map<String, Object> all = new HashMap<>(values);
    all.put("web.home", webHome.toAbsolutePath().toString());
    return all;
  }

  private void tellOfControl(PrintWriter err) throws Failure {
    Path address = data.resolve(CONTROL).resolve("address");
    try {
      if (Files.exists(address)) {
        err.printf("quoin: control at %s%n", Files.readString(address).strip());
      }
    } catch (IOException e) {
      throw new Failure("where control listens cannot be read: " + Reasons.of(e), e);
    }
  }

  private void tellOfShell(PrintWriter err) {
    try {
      InetSocketAddress address = Door.of(data).address();
      err.printf(
          "quoin: shell at %s:%d; 'quoin shell --data %s' opens it%n",
          address.getHostString(), address.getPort(), data);
    } catch (ShellException e) {
      // It does not listen, as somebody wants it, or the log says why.
    }
  }

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    Path configuration = etc == null ? Home.etc() : etc;
    checkTokens();
    LedgerChoice choice = ledger.choose(spec.commandLine(), configuration);
    CountDownLatch end = new CountDownLatch(1);
    PlatformBuilder platform = platform().service(Shutdown.class, end::countDown);
    try (Hosted hosted = Hosted.untilSignal(choice.tell(platform).etc(configuration).start())) {
      Session session = hosted.platform().service(Session.class, PATIENCE);
      PrintWriter err = spec.commandLine().getErr();
      tellOfShell(err);
      tellOfControl(err);
      err.printf("quoin: running; data in %s, peers at %s%n", data, session.listening()).flush();
      end.await();
      return 0;
    }
  }

  private void checkTokens() {
    if (profile != Part.FULL && ledger.given().isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          ledger.given().get()
              + ": only the profile full has tokens; leave out either this or --profile "
              + profile.name().toLowerCase(Locale.ROOT));
    }
  }
}
