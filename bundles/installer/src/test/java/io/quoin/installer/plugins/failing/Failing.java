package io.quoin.installer.plugins.failing;

import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A component that is made when somebody wants it, and throws then. */
@Component
public final class Failing implements Callable<String> {

  @Activate
  public Failing() {
    throw new IllegalStateException("there is no list to block by");
  }

  @Override
  public String call() {
    return "never";
  }
}
