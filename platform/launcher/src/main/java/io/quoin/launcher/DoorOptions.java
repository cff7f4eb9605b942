package io.quoin.launcher;

import io.quoin.launcher.shell.Door;
import io.quoin.launcher.shell.ShellException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which platform is meant: one on this machine by its data, or one elsewhere by its address. */
final class DoorOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "quoin-data",
      description = "Data of the running platform (default: ${DEFAULT-VALUE}).")
  private Path data;

  @ArgGroup(exclusive = false)
  private Elsewhere elsewhere;

  /** A platform that others run. */
  static final class Elsewhere {
    @Option(
        names = "--address",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Where the shell of another platform listens.",
        converter = HostPort.OfPeer.class)
    private HostPort address;

    @Option(
        names = "--key",
        required = true,
        paramLabel = "FILE",
        description = "Private key in OpenSSH's format that the platform knows.")
    private Path key;

    @Option(
        names = "--known-hosts",
        required = true,
        paramLabel = "FILE",
        description = "OpenSSH's file in which the platform's own key is named.")
    private Path known;
  }

  Door door() throws ShellException {
    return elsewhere == null
        ? Door.of(data)
        : Door.at(
            InetSocketAddress.createUnresolved(elsewhere.address.host(), elsewhere.address.port()),
            elsewhere.known,
            elsewhere.key);
  }
}
