package io.quoin.control.rpc;

import io.quoin.api.net.FetchException;
import io.quoin.api.session.SessionException;
import io.quoin.control.rpc.RpcFault.Code;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what was asked, within bounds: the caller wants to see what he changed. */
final class Patience {

  /** For what happens in memory. */
  static final Duration SHORT = Duration.ofSeconds(10);

  private Patience() {}

  /** A request to the session. */
  @FunctionalInterface
  interface Request<T> {
    T make() throws SessionException;
  }

  private static <T> T ask(Request<T> request) throws RpcFault {
    try {
      return request.make();
    } catch (SessionException refused) {
      throw fault(refused);
    }
  }

  /** Waits a short time for something to be done. */
  static void await(Request<CompletionStage<Void>> request) throws RpcFault {
    await(ask(request), SHORT);
  }

  /** Waits so long; what is not done then goes on by itself, and that is told as a fault. */
  static <T> T await(CompletionStage<T> stage, Duration atMost) throws RpcFault {
    try {
      return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new RpcFault(
          Code.SYSTEM_ERROR,
          "it is not done after " + atMost.toSeconds() + " s, and goes on; look again later");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RpcFault(Code.SYSTEM_ERROR, "the server is stopping");
    } catch (ExecutionException failure) {
      throw fault(failure.getCause());
    }
  }

  static RpcFault fault(Throwable failure) {
    if (failure instanceof SessionException refused) {
      return switch (refused.code()) {
        case OUT_OF_RANGE, UNKNOWN, DUPLICATE -> RpcFault.invalid(refused.getMessage());
        default -> new RpcFault(Code.SYSTEM_ERROR, refused.getMessage());
      };
    }
    if (failure instanceof FetchException unfetched) {
      return new RpcFault(Code.HTTP_ERROR, unfetched.getMessage());
    }
    String said = failure.getMessage();
    return new RpcFault(Code.SYSTEM_ERROR, said == null ? failure.toString() : said);
  }
}
