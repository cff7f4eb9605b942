package io.quoin.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process between two clients that keeps every byte of either: {@code ADDRESS PORT ADDRESS PORT
 * DIRECTORY} listens at the first, connects to the second for whoever comes, and writes what the
 * comer says to {@code N.from} and what it hears to {@code N.to}. At most 100 connections.
 */
public final class Tap {
  private static final int MOST = 100;

  private Tap() {}

  /** Starts a tap on a host and waits until it listens. */
  static Running start(Host host, int port, InetSocketAddress target, Path directory) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            OptedInQuoin.classPath(),
            Tap.class.getName(),
            host.address(),
            Integer.toString(port),
            target.getHostString(),
            Integer.toString(target.getPort()),
            directory.toString());
    return Running.startUntil(host, command, "listening");
  }

  /** Passes on what comes until it is ended. */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress target = new InetSocketAddress(arguments[2], Integer.parseInt(arguments[3]));
    Path directory = Path.of(arguments[4]);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServerSocket server =
        new ServerSocket(
            Integer.parseInt(arguments[1]), MOST, InetAddress.getByName(arguments[0]))) {
      System.out.println("listening");
      for (int i = 0; i < MOST; i++) {
        Socket comer = server.accept();
        Socket other = new Socket();
        other.connect(target);
        Path from = directory.resolve(i + ".from");
        Path to = directory.resolve(i + ".to");
        threads.execute(() -> pass(comer, other, from));
        threads.execute(() -> pass(other, comer, to));
      }
    }
  }

  private static void pass(Socket from, Socket to, Path record) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to;
        OutputStream kept = Files.newOutputStream(record)) {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        kept.write(buffer, 0, read);
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Either end may close at any time; what passed is kept.
    }
  }
}
