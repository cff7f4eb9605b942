package io.quoin.installer.plugins.client;

import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Uses a service of somebody else. */
@Component(immediate = true, service = Client.class)
public final class Client {

  private final Callable<?> used;

  @Activate
  public Client(@Reference Callable<?> used) {
    this.used = used;
  }

  @Override
  public String toString() {
    return used.toString();
  }
}
