package io.quoin.api.control;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers what is asked below a path of the control server. Registered as a service with {@link
 * #PATH}; it is there as long as its service is, and a request that has begun goes on to its end.
 *
 * <pre>{@code
 * @Component(property = {"quoin.control.path=/plugins/hello", "quoin.role=viewer"})
 * public final class Hello implements ControlEndpoint {
 *   public void answer(ControlRequest request, ControlReply reply) throws IOException {
 *     try (OutputStream out = reply.begin(200, "text/plain; charset=utf-8")) {
 *       out.write("hello\n".getBytes(StandardCharsets.UTF_8));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Besides {@link #PATH} the service may have the property {@link
 * io.quoin.api.access.Role#NEEDED}: the role that it takes to ask; without it that is the
 * administrator's.
 */
@ConsumerType
public interface ControlEndpoint {

  /**
   * Service property: the path, such as {@code /plugins/hello}, that this endpoint answers for,
   * with all below it. It begins with a slash, does not end with one, and has letters, digits,
   * dots, hyphens, underscores and slashes only. Of two endpoints with the same path the one of the
   * higher service ranking answers; of two whose paths begin alike the longer one. {@code
   * /transmission}, {@code /api}, {@code /metrics} and {@code /health} are the platform's own.
   */
  String PATH = "quoin.control.path";

  /**
   * Answers a request. Called on a thread of the control server, of which there are few: what takes
   * longer than reading and writing belongs on threads of one's own, with {@link
   * ControlReply#stream}. Several calls may be under way at a time.
   *
   * @param request what is asked, valid during this call
   * @param reply what is answered; if nothing is, the answer is 204, No Content
   * @throws IOException if the answer cannot be written, or fails: 500 if nothing was sent yet,
   *     else the connection is closed. So it is with what is thrown unchecked, which the platform
   *     complains of besides
   */
  void answer(ControlRequest request, ControlReply reply) throws IOException;
}
