package io.quoin.storage;

import io.quoin.api.health.HealthFinding;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.api.pieces.PieceMemory;
import io.quoin.storage.crew.Crew;
import io.quoin.storage.read.ReadPool;
import io.quoin.storage.store.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Memory, queues and traffic of storage, for machines. */
final class StorageNumbers {

  private static final String CREW = "crew";

  private final Workshop workshop;

  StorageNumbers(Workshop workshop) {
    this.workshop = workshop;
  }

  List<Metric> metrics(PieceMemory.Usage memory) {
    return List.of(
        gauge("memory_budget", "What pieces on their way to disk may take", memory.budget()),
        gauge("memory_taken", "What pieces on their way to disk take", memory.taken()),
        gauge("memory_peak", "The most they took at once", memory.peak()),
        gauge(
            "read_ahead",
            "Memory with what was read for peers",
            (long) workshop.reads().lent() * ReadPool.BUFFER),
        Metric.counter(
            "written",
            MetricUnit.BYTES,
            "Given to storage providers",
            workshop.openFiles().written()),
        Metric.counter(
            "read",
            MetricUnit.BYTES,
            "Had from storage providers, for peers and for checks",
            workshop.openFiles().read()),
        Metric.gauge(
            "open_files", MetricUnit.NONE, "Files that are open", workshop.openFiles().count()),
        new Metric(
            "queue", MetricKind.GAUGE, MetricUnit.NONE, "Jobs that nobody has begun", queues()),
        Metric.gauge(
            "stuck_threads",
            MetricUnit.NONE,
            "Threads that have not come back from a call to a storage provider in time",
            workshop.stuck()),
        new Metric(
            "faults",
            MetricKind.COUNTER,
            MetricUnit.NONE,
            "Torrents that lost their storage, by why",
            faults()));
  }

  private List<Sample> queues() {
    List<Sample> queues = new ArrayList<>();
    List<Crew> lanes = workshop.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      queues.add(Sample.of(lanes.get(i).backlog(), CREW, "lane" + i));
    }
    queues.add(Sample.of(workshop.readers().backlog(), CREW, "readers"));
    queues.add(Sample.of(workshop.checkers().backlog(), CREW, "checkers"));
    return queues;
  }

  private List<Sample> faults() {
    return workshop.faults().all().entrySet().stream()
        .map(
            entry ->
                Sample.of(
                    entry.getValue(), "reason", entry.getKey().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  HealthFinding check() {
    int stuck = workshop.stuck();
    return stuck == 0
        ? HealthFinding.ok("every storage provider answers")
        : HealthFinding.warning(
            stuck + " threads have not come back from calls to a storage provider",
            "check the disk or network that it uses; its torrents pause by themselves");
  }

  private static Metric gauge(String name, String help, long bytes) {
    return Metric.gauge(name, MetricUnit.BYTES, help, bytes);
  }
}
