package io.quoin.api.plugin;

/**
 * A plugin that a repository has.
 *
 * @param name what {@code repo:} finds it by, a symbolic name
 * @param version OSGi version, the newest there
 * @param description what it says of itself; empty if nothing. By strangers, at most 1000
 *     characters
 */
public record PluginOffer(String name, String version, String description) {}
