package io.quoin.incentive.btt.peer;

import io.quoin.api.incentive.IncentiveContext;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings what journal, wallet and ledger answer to the policy's thread, in the order in which they
 * answer. How much is asked at a time is bounded by those who ask.
 */
public final class Answers {
  private final IncentiveContext context;
  private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean planned = new AtomicBoolean();

  /** For one policy. */
  public Answers(IncentiveContext context) {
    this.context = context;
  }

  /** Goes on with an answer once it is there. */
  public <T> void await(
      CompletionStage<T> question, Consumer<T> then, Consumer<Throwable> otherwise) {
    question.whenComplete(
        (value, failure) ->
            put(
                () -> {
                  if (failure == null) {
                    then.accept(value);
                  } else {
                    otherwise.accept(plain(failure));
                  }
                }));
  }

  /** Asks for something to be done, and goes on whether it is or not. */
  public void attempt(CompletionStage<?> question) {
    await(question, done -> {}, failure -> {});
  }

  private static Throwable plain(Throwable failure) {
    boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
    return wrapped ? failure.getCause() : failure;
  }

  private void put(Runnable task) {
    ready.add(task);
    if (planned.compareAndSet(false, true)) {
      context.after(Duration.ZERO, this::run);
    }
  }

  /** Goes on with what has been answered. Also called now and then, should a plan be lost. */
  public void run() {
    planned.set(false);
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }
}
