package io.quoin.api.plugin;

/**
 * A bundle of a plugin.
 *
 * @param name symbolic name
 * @param version OSGi version
 * @param digest SHA-256 of the jar, 64 lower-case hexadecimal digits
 */
public record PluginBundle(String name, String version, String digest) {}
