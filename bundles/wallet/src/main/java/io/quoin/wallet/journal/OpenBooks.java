package io.quoin.wallet.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;

/**
 * The journal while it is open, for those who tell of it: they neither open it nor keep it open.
 * Thread-safe.
 */
@Component(service = OpenBooks.class)
public final class OpenBooks {

  private volatile Optional<SqliteJournal> open = Optional.empty();

  void opened(SqliteJournal journal) {
    open = Optional.of(journal);
  }

  void closed() {
    open = Optional.empty();
  }

  /** Asks it; fails at once if it is closed. */
  <T> CompletionStage<T> ask(Function<SqliteJournal, CompletionStage<T>> question) {
    return open.map(question)
        .orElseGet(() -> CompletableFuture.failedStage(new IllegalStateException("it is closed")));
  }
}
