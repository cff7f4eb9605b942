package io.quoin.control.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request, and what becomes of it. Used on one thread at a time. */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final int NOTHING = 204;
  private static final int TIMED_OUT = 408;
  private static final int TOO_LONG = 413;
  private static final int FAILED = 500;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Duration patience;
  private Optional<ReplyBody> body = Optional.empty();
  private Optional<OpenReply> left = Optional.empty();

  Exchange(Request request, Response response, Callback callback, Duration patience) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.patience = patience;
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("X-Frame-Options", "SAMEORIGIN");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
  }

  Request request() {
    return request;
  }

  String method() {
    return request.getMethod();
  }

  /** Decoded, without dot segments. */
  String path() {
    return Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("");
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** What was sent along; what says itself that it is too long is not read. */
  InputStream body(long most) {
    return new RequestBody(
        Content.Source.asInputStream(request),
        request.getLength(),
        most,
        new Pace(System::nanoTime, patience));
  }

  boolean hasBegun() {
    return body.isPresent() || left.isPresent() || response.isCommitted();
  }

  ReplyBody begin(int status, String contentType) {
    if (hasBegun()) {
      throw new IllegalStateException("the answer has begun");
    }
    response.setStatus(status);
    header(HttpHeader.CONTENT_TYPE.asString(), contentType);
    ReplyBody begun = new ReplyBody(response, new Pace(System::nanoTime, patience));
    body = Optional.of(begun);
    return begun;
  }

  /** Leaves the answer to somebody who goes on with it later. */
  OpenReply leave(String contentType) {
    if (hasBegun()) {
      throw new IllegalStateException("the answer has begun");
    }
    response.setStatus(OK);
    header(HttpHeader.CONTENT_TYPE.asString(), contentType);
    OpenReply open = new OpenReply(response, callback);
    left = Optional.of(open);
    request.addFailureListener(failure -> open.fail(failure));
    return open;
  }

  /** Answers with a sentence. */
  void say(int status, String sentence) throws IOException {
    begin(status, TEXT).write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with another address. */
  void redirect(String location) throws IOException {
    header(HttpHeader.LOCATION.asString(), location);
    say(302, "see " + location);
  }

  /** Ends the answer, unless somebody goes on with it. */
  void end() throws IOException {
    if (left.isPresent()) {
      return;
    }
    if (body.isEmpty() || (body.get().isEmpty() && response.getStatus() == OK)) {
      response.setStatus(NOTHING);
      response.getHeaders().remove(HttpHeader.CONTENT_TYPE);
      body = Optional.of(new ReplyBody(response, new Pace(System::nanoTime, patience)));
    }
    body.get().end();
    callback.succeeded();
  }

  /** Says that it failed, or breaks off what has been sent in part. */
  void fail(Throwable failure) {
    if (left.isPresent()) {
      LOG.debug("An answer that was to go on was left with a failure", failure);
      left.get().fail(failure);
      return;
    }
    if (response.isCommitted()) {
      LOG.debug("An answer to {} breaks off", path(), failure);
      callback.failed(failure);
      return;
    }
    body = Optional.empty();
    try {
      say(status(failure), sentence(failure));
      header(HttpHeader.CONNECTION.asString(), "close");
      end();
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  private static int status(Throwable failure) {
    if (failure instanceof RequestBody.TooLong) {
      return TOO_LONG;
    }
    return failure instanceof Pace.TooSlow ? TIMED_OUT : FAILED;
  }

  private static String sentence(Throwable failure) {
    return status(failure) == FAILED
        ? "the platform could not answer this; its log says why"
        : failure.getMessage();
  }
}
