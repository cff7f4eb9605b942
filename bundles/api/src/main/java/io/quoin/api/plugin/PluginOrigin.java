package io.quoin.api.plugin;

/** Where a plugin comes from. */
public enum PluginOrigin {
  /** Somebody installed it. */
  INSTALLED,
  /** Somebody dropped it into the folder that is followed. */
  DEPLOYED,
  /** It comes with the platform, and so does its version. */
  PLATFORM,
  /** It comes with the platform, and somebody put another version in its place. */
  REPLACED
}
