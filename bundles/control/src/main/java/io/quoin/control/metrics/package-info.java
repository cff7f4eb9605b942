/**
 * The platform's numbers over HTTP. Sources are asked when somebody looks; what they answer becomes
 * text as Prometheus reads it, in its own format or OpenMetrics.
 */
package io.quoin.control.metrics;
