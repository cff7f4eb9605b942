package io.quoin.ledger.tron;

import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints of a view. The one that answered last is asked first; when it is lost, the next
 * one, each of them once a question.
 */
final class Nodes {

  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  private final List<Node> nodes;
  private final AtomicInteger preferred = new AtomicInteger();

  /**
   * Endpoints in the order in which they are asked.
   *
   * @param nodes at least one
   */
  Nodes(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Asks one and the same node everything that a question consists of.
   *
   * @param question begins anew with every node; fails with {@link NodeLost} if the next one is to
   *     be asked, and with anything else if that is the answer
   * @return the answer; exceptionally a {@link LedgerException} if no node is left
   */
  <T> CompletionStage<T> ask(Function<Node, CompletionStage<T>> question) {
    return askStrangers(node -> node.trusted().thenCompose(question));
  }

  /** The same of nodes that need not be of our network. */
  <T> CompletionStage<T> askStrangers(Function<Node, CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    attempt(question, preferred.get(), 0, answer);
    return answer;
  }

  private <T> void attempt(
      Function<Node, CompletionStage<T>> question,
      int first,
      int failed,
      CompletableFuture<T> answer) {
    int index = (first + failed) % nodes.size();
    question
        .apply(nodes.get(index))
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                preferred.set(index);
                answer.complete(value);
              } else if (!(Stages.cause(failure) instanceof NodeLost lost)) {
                answer.completeExceptionally(Stages.cause(failure));
              } else if (failed + 1 < nodes.size()) {
                LOG.info("{}; the next one is asked", lost.getMessage());
                attempt(question, first, failed + 1, answer);
              } else {
                answer.completeExceptionally(refusal(lost));
              }
            });
  }

  private LedgerException refusal(NodeLost last) {
    String others =
        nodes.size() == 1 ? "" : "none of " + nodes.size() + " nodes answered, the last: ";
    return new LedgerException(
        last.code(),
        others
            + last.getMessage()
            + (last.code() == Code.UNAVAILABLE ? "; try again, or configure another node" : ""));
  }
}
