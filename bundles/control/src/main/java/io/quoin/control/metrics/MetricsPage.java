package io.quoin.control.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quoin.api.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a scraper gets: the numbers of all sources, and those of the JVM and the process under the
 * names that everybody knows. Thread-safe.
 */
public final class MetricsPage {

  private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /**
   * A page that asks when it is written.
   *
   * @param metrics knows the sources
   */
  public MetricsPage(Metrics metrics) {
    registry.register(new Exposition(metrics));
    JvmMemoryMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  /**
   * What it is written as.
   *
   * @param accept what the scraper takes, as HTTP's {@code Accept} says it; may be empty
   * @return OpenMetrics if that is named, otherwise Prometheus's text format 0.0.4
   */
  public String contentType(String accept) {
    return writer(accept).getContentType();
  }

  /**
   * Asks the sources and writes; at most some seconds, whatever they do.
   *
   * @param accept as for {@link #contentType}
   * @param out stays open
   * @throws IOException what it throws
   */
  public void write(String accept, OutputStream out) throws IOException {
    writer(accept).write(out, registry.scrape());
  }

  private ExpositionFormatWriter writer(String accept) {
    return openMetrics.accepts(accept) ? openMetrics : text;
  }
}
