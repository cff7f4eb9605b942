package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.leaks.Footprint;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What platforms leave behind: threads, descriptors, frameworks and the class loaders of bundles.
 * Counts what was there before, then watches every framework that its factory makes.
 */
final class Leftovers {

  private final Footprint before = Footprint.now();
  private final List<WeakReference<Object>> watched = new CopyOnWriteArrayList<>();

  /** A factory whose frameworks are watched. */
  FrameworkFactory watching(FrameworkFactory factory) {
    return properties -> {
      Framework framework = factory.newFramework(properties);
      watched.add(new WeakReference<>(framework));
      return framework;
    };
  }

  /** Watches the class loaders of all bundles of the frameworks that run now. */
  void watchBundles() {
    for (WeakReference<Object> reference : List.copyOf(watched)) {
      if (reference.get() instanceof Framework framework && framework.getState() == Bundle.ACTIVE) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
          BundleWiring wiring = bundle.adapt(BundleWiring.class);
          if (bundle != framework && wiring != null && wiring.getClassLoader() != null) {
            watched.add(new WeakReference<>(wiring.getClassLoader()));
          }
        }
      }
    }
  }

  /** Watches one more. */
  void watch(Object held) {
    watched.add(new WeakReference<>(held));
  }

  int watched() {
    return watched.size();
  }

  /** Fails unless everything is as before within the time. */
  void assertNone(Duration time) {
    await()
        .pollInSameThread()
        .atMost(time)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(alive()).as("frameworks and loaders that are still held").isEmpty();
              assertThat(Footprint.now().beyond(before)).as("left behind").isEmpty();
            });
  }

  private List<Object> alive() {
    return watched.stream().map(WeakReference::get).filter(held -> held != null).toList();
  }
}
