package io.quoin.discovery.tracker;

import io.quoin.api.net.FetchException;
import io.quoin.api.net.Fetcher;
import io.quoin.api.net.Fetcher.FetchRequest;
import io.quoin.api.net.Fetcher.FetchedDocument;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Announces over HTTP and HTTPS, with documents that the engine fetches. */
final class HttpAnnouncer implements Announcer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final Fetcher fetcher;
  private final Executor scheduler;

  HttpAnnouncer(Fetcher fetcher, Executor scheduler) {
    this.fetcher = fetcher;
    this.scheduler = scheduler;
  }

  @Override
  public void announce(
      TrackerUrl tracker,
      Announce announce,
      Consumer<AnnounceAnswer> answered,
      Consumer<AnnounceException> failed) {
    boolean last = announce.event() == Announce.Event.STOPPED;
    FetchRequest request =
        new FetchRequest(
            HttpAnnounceUri.of(tracker, announce),
            last ? LAST_PATIENCE : PATIENCE,
            HttpAnswer.LARGEST,
            tracker.inside());
    fetcher
        .fetch(request)
        .whenComplete(
            (document, failure) ->
                scheduler.execute(
                    () -> {
                      try {
                        answered.accept(answer(document, failure));
                      } catch (AnnounceException refusal) {
                        failed.accept(refusal);
                      }
                    }));
  }

  private static AnnounceAnswer answer(FetchedDocument document, Throwable failure)
      throws AnnounceException {
    if (failure != null) {
      throw new AnnounceException(sentence(failure));
    }
    byte[] body = new byte[document.body().remaining()];
    document.body().duplicate().get(body);
    return HttpAnswer.read(document.status(), body);
  }

  /** Without the URL, which may hold a user's key. */
  private static String sentence(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof FetchException told)) {
      return "it could not be asked: " + cause.getMessage();
    }
    return switch (told.code()) {
      case BAD_URL -> "its URL cannot be asked";
      case UNKNOWN_HOST -> "its name is not known";
      case UNREACHABLE -> "nobody answers there";
      case TIMEOUT -> "it takes too long to answer";
      case TOO_LARGE -> "its answer is too long";
      case REFUSED -> "it leads to an address that may not be asked";
      case PROTOCOL -> "what it says is not HTTP, or its certificate is not right";
    };
  }
}
