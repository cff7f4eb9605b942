package io.quoin.installer.container;

/**
 * One version of a plugin.
 *
 * @param plugin its id
 * @param generation tells the versions of a plugin from each other
 */
public record OwnerId(String plugin, long generation) {}
