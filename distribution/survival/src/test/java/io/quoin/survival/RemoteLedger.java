package io.quoin.survival;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The ledger of another process, asked at its {@link LedgerDesk}, one question after the other. */
final class RemoteLedger implements TokenLedger, AutoCloseable {

  private final Socket socket;
  private final BufferedReader in;
  private final PrintWriter out;
  private final NetId net;
  private final TokenFacts token;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "quoin-remote-ledger"));

  /** What an answer means. */
  private interface Reader<T> {
    T read(String[] words);
  }

  RemoteLedger(int port) throws IOException, LedgerException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    String[] facts = exchange("facts");
    net = NetId.ofHex(facts[1]);
    token =
        new TokenFacts(new TokenId(Long.parseLong(facts[2])), "remote", Integer.parseInt(facts[3]));
  }

  private String[] exchange(String question) throws IOException, LedgerException {
    out.println(question);
    String answer = in.readLine();
    if (answer == null) {
      throw new LedgerException(LedgerException.Code.UNAVAILABLE, "the desk has closed");
    }
    String[] words = answer.split(" ", -1);
    if (words[0].equals("no")) {
      throw new LedgerException(LedgerException.Code.valueOf(words[1]), answer);
    }
    return words;
  }

  private <T> CompletionStage<T> ask(String question, Reader<T> reader) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            answer.complete(reader.read(exchange(question)));
          } catch (LedgerException e) {
            answer.completeExceptionally(e);
          } catch (IOException e) {
            answer.completeExceptionally(
                new LedgerException(LedgerException.Code.UNAVAILABLE, "the desk is gone", e));
          }
        });
    return answer;
  }

  @Override
  public NetId net() {
    return net;
  }

  @Override
  public TokenFacts token() {
    return token;
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return ask("balance " + owner, words -> Long.valueOf(words[1]));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return ask(
        "head",
        words ->
            new LedgerHead(
                Long.parseLong(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2]))));
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return ask("activated " + owner, words -> Boolean.valueOf(words[1]));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return ask("spends " + owner + " " + signer, words -> Boolean.valueOf(words[1]));
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    return ask(
        "prepare " + words(order),
        words ->
            new PreparedTransfer(
                LedgerDesk.id(words[1]),
                order,
                ByteBuffer.wrap(HexFormat.of().parseHex(words[2]))));
  }

  private static String words(TransferOrder order) {
    return order.from()
        + " "
        + order.signer()
        + " "
        + order.to()
        + " "
        + order.amount()
        + " "
        + order.timestamp().toEpochMilli()
        + " "
        + order.expiration().toEpochMilli();
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    String question =
        "submit "
            + words(transfer.order())
            + " "
            + transfer.id()
            + " "
            + LedgerDesk.hex(transfer.raw())
            + " "
            + signature.hex();
    return ask(question, words -> null);
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return ask(
        "transfer " + id,
        words ->
            words[1].equals("none")
                ? Optional.empty()
                : Optional.of(
                    new TransferFacts(
                        id,
                        Address.parse(words[1]),
                        Address.parse(words[2]),
                        new TokenId(Long.parseLong(words[3])),
                        Long.parseLong(words[4]),
                        Boolean.parseBoolean(words[5]))));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return ask(
        "impossible " + id + " " + expiration.toEpochMilli(), words -> Boolean.valueOf(words[1]));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return ask("free " + owner, words -> Integer.valueOf(words[1]));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return ask("fee " + from + " " + to, words -> Long.valueOf(words[1]));
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    socket.close();
  }
}
