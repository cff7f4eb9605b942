package io.quoin.platform.waiter;

import io.quoin.api.net.Fetcher;
import io.quoin.api.peers.PeerSource;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Waits for a service that no bundle of the tests provides. */
@Component(service = Supplier.class)
public final class Waiter implements Supplier<String> {

  private final PeerSource source;

  @Activate
  public Waiter(@Reference PeerSource source, @Reference Fetcher fetcher) {
    this.source = source;
  }

  @Override
  public String get() {
    return source.toString();
  }
}
