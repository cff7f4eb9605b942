package io.quoin.distribution.greeter;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A plugin that adds commands to the shell, each for another role. */
public final class Greeter implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    offer(context, "hello", Map.of("quoin.role", "viewer"));
    offer(context, "change", Map.of("quoin.role", "operator"));
    offer(context, "secret", Map.of());
  }

  private void offer(BundleContext context, String function, Map<String, String> role) {
    Map<String, String> properties = new HashMap<>(role);
    properties.put("osgi.command.scope", "greet");
    properties.put("osgi.command.function", function);
    context.registerService(Greeter.class, this, FrameworkUtil.asDictionary(properties));
  }

  @Override
  public void stop(BundleContext context) {
    // The services go with the bundle.
  }

  /** Greets. */
  public String hello(String name) {
    return "hello " + name;
  }

  /** Says that something has changed. */
  public String change() {
    return "changed";
  }

  /** Says what is for nobody else. */
  public String secret() {
    return "told";
  }
}
