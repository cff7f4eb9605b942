package io.quoin.installer.plugins.left;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Waits for what its counterpart provides. */
@Component(service = Supplier.class)
public final class Left implements Supplier<String> {

  private final Callable<?> other;

  @Activate
  public Left(@Reference Callable<?> other) {
    this.other = other;
  }

  @Override
  public String get() {
    return other.toString();
  }
}
