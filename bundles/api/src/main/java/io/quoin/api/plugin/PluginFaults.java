package io.quoin.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the parts of the platform say what plugins do that they must not. They have done without
 * the plugin already when they say so; that a plugin which goes on like this is disabled is decided
 * behind this service.
 *
 * <p>Whoever calls plugins refers to it optionally and dynamically: there may be none.
 */
@ProviderType
public interface PluginFaults {

  /**
   * Says that a plugin did what it must not. Never waits and never throws; may be called from any
   * thread, those that carry traffic included. What does not belong to a plugin is ignored.
   *
   * @param culprit an object whose class is the plugin's: the service that it registered, or what
   *     that returned
   * @param fault what it did
   * @param words what exactly; goes on after the plugin's name, such as {@code does not return from
   *     its search}; has no secret in it
   */
  void report(Object culprit, PluginFault fault, String words);
}
