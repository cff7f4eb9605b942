package io.quoin.installer.record;

import java.util.List;
import java.util.Set;

/**
 * What is remembered of plugins.
 *
 * @param plugins the installed ones, and what was said of those that come with the platform
 * @param removed those that were removed and would come again by themselves: ids of those that come
 *     with the platform, id and digests of those in the folder that is followed
 */
public record Remembered(List<PluginRecord> plugins, Set<String> removed) {

  /** Nothing. */
  public static final Remembered NOTHING = new Remembered(List.of(), Set.of());

  /** Keeps copies. */
  public Remembered {
    plugins = List.copyOf(plugins);
    removed = Set.copyOf(removed);
  }
}
