package io.quoin.survival;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where other processes ask a ledger of this one, a line for a line; see {@link RemoteLedger}.
 * Words are separated by spaces: an answer is {@code ok} and words, or {@code no}, a code and a
 * sentence.
 */
final class LedgerDesk implements AutoCloseable {

  private final TokenLedger ledger;
  private final ServerSocket server;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  LedgerDesk(TokenLedger ledger) throws IOException {
    this.ledger = ledger;
    this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    run("quoin-ledger-desk", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        run("quoin-ledger-clerk", () -> serve(socket));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(line.split(" ", -1)));
      }
    } catch (IOException gone) {
      // Whoever asked was killed.
    }
  }

  private String answer(String[] words) {
    try {
      return "ok " + asked(words);
    } catch (ExecutionException e) {
      return e.getCause() instanceof LedgerException refusal
          ? "no " + refusal.code() + " " + refusal.getMessage()
          : "no UNAVAILABLE " + e.getCause();
    } catch (TimeoutException | InterruptedException e) {
      return "no UNAVAILABLE " + e;
    }
  }

  private String asked(String[] words)
      throws ExecutionException, TimeoutException, InterruptedException {
    return switch (words[0]) {
      case "facts" -> ledger.net() + " " + ledger.token().id() + " " + ledger.token().decimals();
      case "balance" -> get(ledger.balance(Address.parse(words[1]))).toString();
      case "head" -> get(ledger.head()).number() + " " + get(ledger.head()).time().toEpochMilli();
      case "activated" -> get(ledger.activated(Address.parse(words[1]))).toString();
      case "spends" ->
          get(ledger.maySpend(Address.parse(words[1]), Address.parse(words[2]))).toString();
      case "prepare" -> prepared(get(ledger.prepare(order(words, 1))));
      case "submit" -> {
        get(ledger.submit(transfer(words), Signature.ofHex(words[9])));
        yield "taken";
      }
      case "transfer" -> facts(get(ledger.transfer(id(words[1]))));
      case "impossible" -> get(ledger.impossible(id(words[1]), time(words[2]))).toString();
      case "free" -> get(ledger.freeTransfers(Address.parse(words[1]))).toString();
      case "fee" -> get(ledger.fee(Address.parse(words[1]), Address.parse(words[2]))).toString();
      default -> throw new AssertionError(words[0]);
    };
  }

  private static <T> T get(CompletionStage<T> stage)
      throws ExecutionException, TimeoutException, InterruptedException {
    return stage.toCompletableFuture().get(House.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String prepared(PreparedTransfer transfer) {
    return transfer.id() + " " + hex(transfer.raw());
  }

  static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }

  static TransferId id(String hex) {
    return new TransferId(Digest.ofHex(hex));
  }

  private static Instant time(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static TransferOrder order(String[] words, int at) {
    return new TransferOrder(
        Address.parse(words[at]),
        Address.parse(words[at + 1]),
        Address.parse(words[at + 2]),
        Long.parseLong(words[at + 3]),
        time(words[at + 4]),
        time(words[at + 5]));
  }

  private static PreparedTransfer transfer(String[] words) {
    ByteBuffer raw = ByteBuffer.wrap(HexFormat.of().parseHex(words[8]));
    return new PreparedTransfer(id(words[7]), order(words, 1), raw);
  }

  private static String facts(Optional<TransferFacts> found) {
    return found
        .map(f -> f.from() + " " + f.to() + " " + f.token() + " " + f.amount() + " " + f.isFinal())
        .orElse("none");
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      for (Thread thread : threads) {
        thread.join(House.PATIENCE.toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
