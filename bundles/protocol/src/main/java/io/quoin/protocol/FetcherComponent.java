package io.quoin.protocol;

import io.quoin.api.net.Fetcher;
import io.quoin.protocol.net.http.HttpFetcher;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Lends the engine's loops for fetching documents. */
@Component(service = Fetcher.class)
public final class FetcherComponent implements Fetcher {
  private final HttpFetcher fetcher;

  /** A fetcher on the engine's loops. */
  @Activate
  public FetcherComponent(@Reference Sockets sockets) {
    // A tracker takes the address that an announcement comes from for the peer's.
    fetcher =
        new HttpFetcher(
            sockets.loops().group(),
            sockets.transport().streams(),
            sockets.listening().stream().map(InetSocketAddress::getAddress).toList());
  }

  @Deactivate
  void end() {
    fetcher.close();
  }

  @Override
  public CompletionStage<FetchedDocument> fetch(FetchRequest request) {
    return fetcher.fetch(request);
  }
}
