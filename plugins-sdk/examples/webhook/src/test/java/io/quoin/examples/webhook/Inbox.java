package io.quoin.examples.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real receiver on loopback that answers as it is told to, 204 when it is told nothing. */
final class Inbox implements AutoCloseable {

  /** What it was sent. */
  record Letter(String method, String type, Optional<String> signature, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch open = new CountDownLatch(1);

  private Inbox(int port, List<Integer> answers) throws IOException {
    this.answers.addAll(answers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/done", this::take);
    server.createContext("/never", this::keep);
    server.start();
  }

  static Inbox answering(Integer... answers) throws IOException {
    return new Inbox(0, List.of(answers));
  }

  static Inbox at(int port) throws IOException {
    return new Inbox(port, List.of());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/done");
  }

  /** Where nobody is answered. */
  URI silence() {
    return address().resolve("/never");
  }

  Letter next() throws InterruptedException {
    Letter letter = letters.poll(30, TimeUnit.SECONDS);
    if (letter == null) {
      throw new AssertionError("nothing was posted for half a minute");
    }
    return letter;
  }

  /** What came and was not looked at. */
  List<Letter> rest() {
    return List.copyOf(letters);
  }

  /** Whoever waits for an answer gets none. */
  void hangUp() {
    open.countDown();
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    note(exchange);
    int status;
    synchronized (answers) {
      status = answers.isEmpty() ? 204 : answers.remove();
    }
    exchange.getResponseHeaders().set("Location", "/done");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void keep(HttpExchange exchange) throws IOException {
    note(exchange);
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void note(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    letters.add(
        new Letter(
            exchange.getRequestMethod(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Quoin-Signature")),
            body));
  }

  @Override
  public void close() {
    hangUp();
    threads.shutdownNow();
  }
}
