package io.quoin.api.plugin;

/** Where a plugin comes from. */
public enum PluginOrigin {
  /** Somebody installed it. */
  INSTALLED,
  /** It comes with the platform, and so does its version. */
  PLATFORM,
  /** It comes with the platform, and somebody put another version in its place. */
  REPLACED
}
