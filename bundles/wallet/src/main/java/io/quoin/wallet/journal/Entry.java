package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.ledger.Signature;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Something to be done in the books, and its answer. It is done again from the beginning if the
 * transaction that it was part of is not committed.
 *
 * @param <T> the answer
 */
abstract class Entry<T> {

  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final boolean writes;

  Entry(boolean writes) {
    this.writes = writes;
  }

  /** What is done at once. */
  interface Rule<T> {
    T apply(Books books) throws SQLException, JournalException;
  }

  /** An entry that changes nothing. */
  static <T> Entry<T> reading(Rule<T> rule) {
    return new Plain<>(false, rule);
  }

  /** An entry that changes something and needs no signature. */
  static <T> Entry<T> writing(Rule<T> rule) {
    return new Plain<>(true, rule);
  }

  boolean writes() {
    return writes;
  }

  /**
   * Does it.
   *
   * @return what must come before the commit; empty if nothing must
   */
  abstract Optional<CompletionStage<Signature>> apply(Books books)
      throws SQLException, JournalException;

  /** Puts the signature in. */
  abstract void sign(Books books, Signature signature) throws SQLException;

  /** What to answer once it is committed. */
  abstract T result();

  CompletionStage<T> answer() {
    return answer.minimalCompletionStage();
  }

  void succeed() {
    answer.complete(result());
  }

  void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  private static final class Plain<T> extends Entry<T> {
    private final Rule<T> rule;
    private Optional<T> result = Optional.empty();

    Plain(boolean writes, Rule<T> rule) {
      super(writes);
      this.rule = rule;
    }

    @Override
    Optional<CompletionStage<Signature>> apply(Books books) throws SQLException, JournalException {
      result = Optional.ofNullable(rule.apply(books));
      return Optional.empty();
    }

    @Override
    void sign(Books books, Signature signature) {
      throw new IllegalStateException("nothing of this entry is signed");
    }

    @Override
    T result() {
      return result.orElse(null);
    }
  }
}
