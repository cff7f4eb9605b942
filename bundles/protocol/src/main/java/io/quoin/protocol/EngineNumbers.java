package io.quoin.protocol;

import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.protocol.net.LinkCounts;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connections and loops, for machines. */
@Component(service = MetricSource.class, property = MetricSource.NAME + "=protocol")
public final class EngineNumbers implements MetricSource {
  private final LinkCounts counts;
  private final List<LoopLag> loops;

  /** Looks when it is asked. */
  @Activate
  public EngineNumbers(@Reference Sockets sockets) {
    counts = sockets.counts();
    loops = sockets.loops().all().stream().map(site -> new LoopLag(site.loop())).toList();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.gauge(
            "connections",
            MetricUnit.NONE,
            "Connections to peers after their handshakes",
            counts.open()),
        Metric.gauge(
            "half_open",
            MetricUnit.NONE,
            "Connections to peers that are being made",
            counts.halfOpen()),
        Metric.gauge(
            "at_gate",
            MetricUnit.NONE,
            "Connections that came in and have named no torrent yet",
            counts.waiting()),
        Metric.counter(
            "turned_away",
            MetricUnit.NONE,
            "Connections that came in and were closed at once: too many, or refused by a filter",
            counts.turnedAway()),
        Metric.counter(
            "received",
            MetricUnit.BYTES,
            "Taken from peers after the handshakes, payload and all else",
            counts.received()),
        Metric.counter(
            "sent",
            MetricUnit.BYTES,
            "Sent to peers after the handshakes, payload and all else",
            counts.sent()),
        new Metric(
            "loop_lag",
            MetricKind.GAUGE,
            MetricUnit.SECONDS,
            "How long a task waited for its turn on an event loop, when last looked at",
            lags()));
  }

  private List<Sample> lags() {
    List<Sample> lags = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      lags.add(Sample.of(loops.get(i).seconds(), "loop", String.valueOf(i)));
    }
    return lags;
  }
}
