package io.quoin.storage.volume;

import io.quoin.api.plugin.PluginFault;

/** Told what a torrent's provider does that it must not. */
@FunctionalInterface
public interface Blame {

  /** Nobody is told. */
  Blame NONE = (fault, words) -> {};

  /**
   * Says so; never waits.
   *
   * @param fault what it did
   * @param words what exactly; goes on after the plugin's name
   */
  void of(PluginFault fault, String words);
}
