package io.quoin.leaks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** What this process held at one moment. */
public final class Footprint {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final List<Holdings> KINDS =
      ServiceLoader.load(Holdings.class).stream().map(ServiceLoader.Provider::get).toList();

  private final List<Held> held;

  private Footprint(List<Held> held) {
    this.held = held;
  }

  /** Counts. */
  public static Footprint now() {
    return new Footprint(KINDS.stream().flatMap(kind -> kind.now().stream()).toList());
  }

  /** What is there now and was not there then, each as often as there are more of it. */
  public List<Held> beyond(Footprint then) {
    List<String> known = new ArrayList<>(then.held.stream().map(Held::name).toList());
    return held.stream().filter(each -> !known.remove(each.name())).toList();
  }

  /** Waits until nothing is there that was not there then, or fails and says what there is. */
  public static void requireNothingBeyond(Footprint then, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Held> more = now().beyond(then);
    while (!more.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
      more = now().beyond(then);
    }
    if (!more.isEmpty()) {
      throw new AssertionError(
          more.stream()
              .map(Held::toString)
              .collect(
                  Collectors.joining(
                      "\n  ", "left behind after " + patience.toMillis() + " ms:\n  ", "")));
    }
  }
}
