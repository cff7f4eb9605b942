package io.quoin.api.control;

import io.quoin.api.access.Role;
import java.io.InputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A request to the control server, by somebody who has been recognised. Not thread-safe. */
@ProviderType
public interface ControlRequest {

  /**
   * The method.
   *
   * @return in upper case, such as {@code GET}
   */
  String method();

  /**
   * The path below that of the endpoint.
   *
   * @return decoded and without dot segments; empty, or begins with a slash
   */
  String path();

  /**
   * A parameter of the query.
   *
   * @param name as it is in the query
   * @return its first value, decoded; empty if there is none
   */
  Optional<String> parameter(String name);

  /**
   * A header field.
   *
   * @param name in any case
   * @return its first value; empty if there is none. Never {@code Authorization} or {@code Cookie}
   */
  Optional<String> header(String name);

  /**
   * What was sent along.
   *
   * @return a stream that fails with an {@link java.io.IOException} once more comes than is allowed
   *     (1 MiB), or it comes too slowly; need not be read or closed
   */
  InputStream body();

  /**
   * Who asks.
   *
   * @return their name; {@code local} for somebody on this machine who did not have to say it
   */
  String user();

  /**
   * What they may do.
   *
   * @return their role, which is the endpoint's at least
   */
  Role role();
}
