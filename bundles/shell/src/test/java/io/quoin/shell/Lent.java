package io.quoin.shell;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A service as the container lends it; counts who has it. */
final class Lent implements ComponentServiceObjects<Object> {

  private final Object service;
  private int held;

  Lent(Object service) {
    this.service = service;
  }

  int held() {
    return held;
  }

  @Override
  public Object getService() {
    held++;
    return service;
  }

  @Override
  public void ungetService(Object returned) {
    held--;
  }

  @Override
  public ServiceReference<Object> getServiceReference() {
    throw new UnsupportedOperationException("no command is told from others by its reference");
  }
}
