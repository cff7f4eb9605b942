package io.quoin.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** All numbers of this platform, for whoever shows them. */
@ProviderType
public interface Metrics {

  /**
   * Asks every source once, and waits for that: at most some seconds, whatever the sources do. From
   * any thread that may wait; who asks while somebody else does gets the same answer.
   *
   * @return by the sources' names
   */
  List<MetricReading> read();
}
