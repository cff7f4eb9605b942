package io.quoin.protocol.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections, reads a request's head and lets a script write whatever it likes. */
final class ScriptedServer implements AutoCloseable {

  /** What a connection gets. */
  @FunctionalInterface
  interface Script {
    void answer(String requestLine, OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final Script script;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  final List<List<String>> heads = new CopyOnWriteArrayList<>();
  final List<InetAddress> clients = new CopyOnWriteArrayList<>();

  ScriptedServer(String address, Script script) throws IOException {
    this.socket = new ServerSocket(0, 2048, InetAddress.getByName(address));
    this.script = script;
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        clients.add(connection.getInetAddress());
        threads.execute(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      List<String> head = in.lines().takeWhile(line -> !line.isEmpty()).toList();
      heads.add(head);
      script.answer(head.isEmpty() ? "" : head.get(0), connection.getOutputStream());
    } catch (IOException gone) {
      // The client has seen enough.
    }
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
