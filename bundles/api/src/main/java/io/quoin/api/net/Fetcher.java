package io.quoin.api.net;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Fetches small documents over HTTP and HTTPS: announcements, torrents. Redirects are followed (5
 * at most, never from an outside address to an inside one), gzip is unpacked, sizes are bounded
 * after unpacking.
 */
@ProviderType
public interface Fetcher {

  /**
   * Fetches a document.
   *
   * @param request what, and how long and large it may be
   * @return completes with the answer, whatever its status; exceptionally with a {@link
   *     FetchException}. Never on the caller's thread before this returns
   */
  CompletionStage<FetchedDocument> fetch(FetchRequest request);

  /**
   * A request.
   *
   * @param uri http or https
   * @param timeout for all of it, redirects included; up to 5 minutes
   * @param maximumBytes of the body after unpacking, up to 16 MiB
   * @param insideAllowed whether loopback, private and link-local targets are allowed from the
   *     start; a redirect from outside never leads inside
   */
  record FetchRequest(URI uri, Duration timeout, int maximumBytes, boolean insideAllowed) {}

  /**
   * An answer.
   *
   * @param status HTTP status code after redirects
   * @param body unpacked; heap memory, the receiver's own
   */
  record FetchedDocument(int status, ByteBuffer body) {}
}
