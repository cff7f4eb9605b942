package io.quoin.examples.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web address, as one that can be posted to. Of an answer the status is read and nothing else,
 * so that no answer can take long or fill memory.
 */
final class Receiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
  private static final int THREADS = 2;
  private static final long IDLE_MILLIS = 500;

  private final URI address;
  private final Optional<Seal> seal;
  private final Duration timeout;
  private final HttpClient client;

  Receiver(URI address, Optional<Seal> seal, Duration timeout) {
    this.address = address;
    this.seal = seal;
    this.timeout = timeout;
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "quoin-webhook-http-" + count.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .executor(threads)
            .build();
  }

  /**
   * Tries once.
   *
   * @throws InterruptedException if the thread was interrupted; the request goes on to its end or
   *     its time-out, and nobody learns how
   */
  Delivery post(byte[] body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    seal.ifPresent(key -> request.header("X-Quoin-Signature", key.of(body)));
    try {
      // Not with send, whose request is cancelled by an interrupt: before Java 21 such a client
      // stays.
      return Delivery.of(
          client
              .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
              .thenApply(Receiver::status)
              .get());
    } catch (ExecutionException e) {
      return Delivery.failed(e.getCause());
    }
  }

  private static int status(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      LOG.debug("The rest of an answer could not be left out", e);
    }
    return answer.statusCode();
  }

  /**
   * Ends the client. Java can close one since 21, at once where the thread is interrupted; before
   * that its thread ends when the collector finds that nobody has it and nothing is under way. The
   * threads for that are not shut down but go when they are idle.
   */
  @Override
  public void close() {
    if (client instanceof AutoCloseable closeable) {
      Thread.currentThread().interrupt();
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("The HTTP client did not close: {}", e.toString());
      }
    }
  }
}
