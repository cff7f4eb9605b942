package io.quoin.installer.plugins.right;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Waits for what its counterpart provides. */
@Component(service = Callable.class)
public final class Right implements Callable<String> {

  private final Supplier<?> other;

  @Activate
  public Right(@Reference Supplier<?> other) {
    this.other = other;
  }

  @Override
  public String call() {
    return other.toString();
  }
}
