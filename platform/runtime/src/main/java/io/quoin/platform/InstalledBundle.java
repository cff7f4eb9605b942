package io.quoin.platform;

/**
 * A bundle in the container at one moment.
 *
 * @param name symbolic name
 * @param version as its manifest says
 * @param startLevel at which it starts
 * @param active whether it runs
 */
public record InstalledBundle(String name, String version, int startLevel, boolean active) {}
