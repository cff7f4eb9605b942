package io.quoin.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Quoin whose user earns and spends, embedded in a program as vendors do it. */
final class OptedInQuoin implements Client {

  @Override
  public void assumeInstalled() {
    new QuoinCommand().assumeInstalled();
  }

  @Override
  public boolean storesPads() {
    return false;
  }

  @Override
  public boolean makesEmptyFiles() {
    return true;
  }

  @Override
  public Running seed(Host host, int port, Torrent torrent, Path directory) {
    return Running.startUntil(
        host,
        command("seed", host.address() + ":" + port, torrent.file(), directory, money(directory)),
        "all is there");
  }

  @Override
  public void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer) {
    String listen = host.address() + ":" + host.freePort();
    List<String> command = command("fetch", listen, source, directory, money(directory));
    peer.ifPresent(address -> command.add(address.getHostString() + ":" + address.getPort()));
    try (Running running = Running.start(host, command)) {
      running.awaitSuccess();
    }
  }

  private static Path money(Path beside) {
    try {
      return Files.createTempDirectory(beside.getParent(), "money");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquoin.home=" + QuoinCommand.HOME,
                "-cp",
                classPath(),
                OptedIn.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** That of the tests, which Surefire keeps in one jar's manifest or says in a property. */
  static String classPath() {
    return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
        .orElse(System.getProperty("java.class.path"))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }

  @Override
  public String toString() {
    return "opted-in";
  }
}
