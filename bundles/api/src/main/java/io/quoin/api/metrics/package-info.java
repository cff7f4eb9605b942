/**
 * Numbers for machines: what a part of the platform, or a plugin, counts and measures. It registers
 * a {@link io.quoin.api.metrics.MetricSource}; whoever shows the numbers asks all of them through
 * {@link io.quoin.api.metrics.Metrics}. Nothing is pushed, and nothing is counted for nobody.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.quoin.api.metrics;
