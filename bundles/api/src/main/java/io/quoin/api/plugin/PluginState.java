package io.quoin.api.plugin;

/** How a plugin does. */
public enum PluginState {
  /** It will be started once the platform has. */
  STARTING,
  /** Its bundles run, and none of its components waits for anything but its configuration. */
  RUNNING,
  /** Its bundles run, and a component waits for a service. */
  WAITING,
  /** Somebody disabled it. */
  DISABLED,
  /** Something of it does not work; enabling it, or the next start, tries it again. */
  FAILED,
  /** It did what no plugin may, and was disabled for that until somebody enables it again. */
  QUARANTINED
}
