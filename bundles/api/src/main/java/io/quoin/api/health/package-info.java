/**
 * Whether the platform is well. A part of it, or a plugin, that can tell registers a {@link
 * io.quoin.api.health.HealthCheck}; whoever wants to know asks all of them through {@link
 * io.quoin.api.health.Health}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.quoin.api.health;
