package io.quoin.api.plugin;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins of this platform. What is changed here is remembered over restarts where the platform
 * has a data directory: a plugin that was removed or disabled stays so.
 *
 * <p>Every method may be called from any thread. Those that change something happen one after the
 * other, and wait for disk, network and the plugin itself; none may be called by a plugin about
 * itself, and none from a thread that must not wait. Each either happens as a whole or leaves
 * everything as it was.
 */
@ProviderType
public interface Plugins {

  /**
   * Property of the service, a {@link Boolean}: whether the plugins that come with the platform
   * have been started, or have failed to.
   */
  String SETTLED = "quoin.plugins.settled";

  /**
   * Installs a plugin and starts it.
   *
   * @param order which, and what the operator allows
   * @return how it does
   * @throws PluginException with the reason why it is refused; nothing has changed then
   */
  PluginSnapshot install(PluginOrder order) throws PluginException;

  /**
   * Puts another version in a plugin's place. The old one runs until the new one is healthy, and
   * goes on if it does not get so.
   *
   * @param id of the plugin; what comes has to be the same
   * @param order what comes; an empty range leaves the range as it is
   * @return how the new one does
   * @throws PluginException with the reason why it is refused; the old one is as it was then
   */
  PluginSnapshot update(String id, PluginOrder order) throws PluginException;

  /**
   * Says which versions a plugin may be updated to.
   *
   * @param id of the plugin
   * @param range OSGi version range, such as {@code [1.2,2)}; {@code [1.2.3,1.2.3]} pins it
   * @return how it does
   * @throws PluginException {@code UNKNOWN}, {@code BAD_RANGE}, {@code OUT_OF_RANGE} if it does not
   *     contain the installed version, {@code RECORD}
   */
  PluginSnapshot allow(String id, String range) throws PluginException;

  /**
   * Starts a plugin that is disabled, has failed or is in quarantine.
   *
   * @param id of the plugin
   * @return how it does
   * @throws PluginException with the reason why it does not start; it stays as it was then
   */
  PluginSnapshot enable(String id) throws PluginException;

  /**
   * Stops a plugin until it is enabled again.
   *
   * @param id of the plugin
   * @return how it does
   * @throws PluginException {@code UNKNOWN}; {@code RECORD} if that cannot be remembered; {@code
   *     STUCK} if it does not stop in time, {@code LEFT_BEHIND} if a thread of it goes on, though
   *     it will not be started again
   */
  PluginSnapshot disable(String id) throws PluginException;

  /**
   * Takes a plugin out. Its configuration and the folder of its data stay.
   *
   * @param id of the plugin
   * @throws PluginException {@code UNKNOWN}; {@code RECORD} if that cannot be remembered; {@code
   *     STUCK} if it does not stop in time, {@code LEFT_BEHIND} if a thread of it goes on, though
   *     it is forgotten
   */
  void remove(String id) throws PluginException;

  /**
   * Verifies and resolves without installing.
   *
   * @param order what would be installed, or put in the place of the plugin that has its id
   * @return what it is
   * @throws PluginException as installing it would
   */
  PluginPlan check(PluginOrder order) throws PluginException;

  /**
   * All plugins.
   *
   * @return in the order they were installed
   */
  List<PluginSnapshot> plugins();

  /**
   * One plugin.
   *
   * @param id of the plugin
   * @return empty if there is none
   */
  Optional<PluginSnapshot> plugin(String id);

  /**
   * Looks through the repository indexes that are configured, which are fetched for that.
   *
   * @param text what the name or the description contains, in capitals or not; empty for everything
   * @return by name, of each the newest version, at most 1000
   * @throws PluginException {@code SOURCE} if an index is not there or is none, {@code INTERRUPTED}
   */
  List<PluginOffer> search(String text) throws PluginException;

  /**
   * Says in words what keeps a plugin from working: what its bundles lack, what its components wait
   * for, what failed.
   *
   * @param id of the plugin
   * @return sentences, at most 32; none if nothing does
   * @throws PluginException {@code UNKNOWN}
   */
  List<String> diagnose(String id) throws PluginException;
}
