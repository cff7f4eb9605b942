package io.quoin.shell.command;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What somebody at a terminal waits for. */
final class Awaited {

  private static final long SECONDS = 30;

  private Awaited() {}

  /**
   * What a service answers.
   *
   * @param what for the message if it does not
   */
  static <T> T of(CompletionStage<T> answer, String what) throws IOException, InterruptedException {
    try {
      return answer.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(what + " cannot be had: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(what + " did not come within " + SECONDS + " s; try again later", e);
    }
  }
}
