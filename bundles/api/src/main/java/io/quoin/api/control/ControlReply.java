package io.quoin.api.control;

import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** The answer to a request. Not thread-safe; one of {@link #begin} and {@link #stream}, once. */
@ProviderType
public interface ControlReply {

  /**
   * Sets a header field of the answer, which has not begun yet.
   *
   * @param name such as {@code Cache-Control}
   * @param value without line breaks
   * @return this
   * @throws IllegalArgumentException if either has characters that no header may have
   * @throws IllegalStateException if the answer has begun
   */
  ControlReply header(String name, String value);

  /**
   * Begins the answer.
   *
   * @param status such as 200
   * @param contentType such as {@code application/json}
   * @return takes the body, valid during the call of the endpoint; writing waits for who reads, and
   *     fails if that is too slow
   * @throws IllegalStateException if the answer has begun
   */
  OutputStream begin(int status, String contentType);

  /**
   * Begins an answer, with status 200, that goes on after the endpoint's call, such as a stream of
   * events. It takes no thread while nothing is sent.
   *
   * @param contentType such as {@code text/event-stream}
   * @return to be closed by who sends
   * @throws IllegalStateException if the answer has begun
   */
  ControlStream stream(String contentType);
}
