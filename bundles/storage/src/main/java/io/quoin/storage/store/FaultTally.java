package io.quoin.storage.store;

import io.quoin.api.pieces.StoreFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often stores broke, and why. Thread-safe. */
public final class FaultTally {

  private final Map<StoreFault.Code, LongAdder> counts = new EnumMap<>(StoreFault.Code.class);

  FaultTally() {
    for (StoreFault.Code code : StoreFault.Code.values()) {
      counts.put(code, new LongAdder());
    }
  }

  void count(StoreFault fault) {
    counts.get(fault.code()).increment();
  }

  /**
   * All of them.
   *
   * @return how often each happened since the start, 0 included
   */
  public Map<StoreFault.Code, Long> all() {
    Map<StoreFault.Code, Long> all = new EnumMap<>(StoreFault.Code.class);
    counts.forEach((code, count) -> all.put(code, count.sum()));
    return all;
  }
}
