package io.quoin.leaks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.AroundContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;

/** The same as {@link LeakCheck} around every class of properties. */
public final class PropertiesLeakCheck implements AroundContainerHook {

  private final Map<Class<?>, Footprint> before = new ConcurrentHashMap<>();

  @Override
  public void beforeContainer(ContainerLifecycleContext context) {
    context.optionalContainerClass().ifPresent(type -> before.put(type, Footprint.now()));
  }

  @Override
  public void afterContainer(ContainerLifecycleContext context) {
    context
        .optionalContainerClass()
        .map(before::remove)
        .ifPresent(then -> Footprint.requireNothingBeyond(then, LeakCheck.patience()));
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  /** Around all that a class does, its own hooks as well. */
  @Override
  public int proximity() {
    return Integer.MIN_VALUE;
  }
}
