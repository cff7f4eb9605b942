package io.quoin.platform.hanger;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Does not come back from its deactivation until its thread is interrupted. */
@Component(service = Supplier.class, immediate = true)
public final class Hanger implements Supplier<Thread> {

  private volatile Thread hanging;

  @Activate
  public Hanger() {}

  @Deactivate
  void deactivate() throws InterruptedException {
    hanging = Thread.currentThread();
    new CountDownLatch(1).await();
  }

  /** The thread that hangs. */
  @Override
  public Thread get() {
    return hanging;
  }
}
