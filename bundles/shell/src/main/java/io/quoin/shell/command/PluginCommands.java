package io.quoin.shell.command;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.Plugins;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes of plugins. */
@Component(
    service = PluginCommands.class,
    property = {
      "osgi.command.scope=plugin",
      "osgi.command.function=install",
      "osgi.command.function=check",
      "osgi.command.function=update",
      "osgi.command.function=allow",
      "osgi.command.function=enable",
      "osgi.command.function=disable",
      "osgi.command.function=remove",
      "quoin.role=administrator"
    })
public final class PluginCommands {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";
  private static final String UNSIGNED = "--unsigned";
  private static final String UNSIGNED_TEXT = "takes one that nobody has signed";
  private static final String RANGE = "--range";
  private static final String RANGE_TEXT = "versions that it may have now and later, as [1.2,2)";
  private static final String SOURCE_TEXT =
      "path of its jar, http(s): address, mvn:GROUP:ARTIFACT:VERSION, repo:ID or platform:ID";
  private static final String ID_TEXT = "its id, as plugin:list shows it";

  private final Plugins plugins;

  /**
   * Commands on an installer.
   *
   * @param plugins the installer
   */
  @Activate
  public PluginCommands(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  /** Installs and starts a plugin. */
  @Descriptor("installs a plugin and starts it; example: plugin:install /srv/tracker.jar")
  public String install(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(UNSIGNED_TEXT)
          @Parameter(names = UNSIGNED, presentValue = "true", absentValue = "false")
          boolean unsigned,
      @Descriptor(RANGE_TEXT) @Parameter(names = RANGE, absentValue = "") String range,
      @Descriptor(SOURCE_TEXT) String source)
      throws PluginException {
    PluginOrder order = PluginOrders.of(source, unsigned, false, range);
    return PluginFacts.of(plugins.install(order)).as(json, session);
  }

  /** Says what an installation would do. */
  @Descriptor("says what would be installed, or why not; example: plugin:check /srv/tracker.jar")
  public String check(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(UNSIGNED_TEXT)
          @Parameter(names = UNSIGNED, presentValue = "true", absentValue = "false")
          boolean unsigned,
      @Descriptor(SOURCE_TEXT) String source)
      throws PluginException {
    return PluginFacts.of(plugins.check(PluginOrders.of(source, unsigned, false, "")))
        .as(json, session);
  }

  /** Exchanges a plugin for another version of it. */
  @Descriptor(
      "exchanges a plugin for another version; example: plugin:update tracker /srv/tracker-2.jar")
  public String update(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(UNSIGNED_TEXT)
          @Parameter(names = UNSIGNED, presentValue = "true", absentValue = "false")
          boolean unsigned,
      @Descriptor("lets it declare capabilities that the installed version has not")
          @Parameter(names = "--more", presentValue = "true", absentValue = "false")
          boolean more,
      @Descriptor(RANGE_TEXT) @Parameter(names = RANGE, absentValue = "") String range,
      @Descriptor(ID_TEXT) String id,
      @Descriptor(SOURCE_TEXT) String source)
      throws PluginException {
    PluginOrder order = PluginOrders.of(source, unsigned, more, range);
    return PluginFacts.of(plugins.update(id, order)).as(json, session);
  }

  /** Says which versions a plugin may have. */
  @Descriptor("says which versions a plugin may have; example: plugin:allow tracker [1.2,2)")
  public String allow(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id,
      @Descriptor("as [1.2,2); [1.2.3,1.2.3] is that one alone") String range)
      throws PluginException {
    return PluginFacts.of(plugins.allow(id, range)).as(json, session);
  }

  /** Starts a plugin, now and from now on. */
  @Descriptor("starts a plugin, now and after each restart; example: plugin:enable tracker")
  public String enable(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id)
      throws PluginException {
    return PluginFacts.of(plugins.enable(id)).as(json, session);
  }

  /** Stops a plugin until it is enabled. */
  @Descriptor("stops a plugin until it is enabled; example: plugin:disable tracker")
  public String disable(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id)
      throws PluginException {
    return PluginFacts.of(plugins.disable(id)).as(json, session);
  }

  /** Stops and forgets a plugin. */
  @Descriptor("stops and forgets a plugin; its data stay; example: plugin:remove tracker")
  public String remove(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id)
      throws PluginException {
    plugins.remove(id);
    return new Removed(id).as(json, session);
  }

  /** What is no more. */
  private record Removed(String removed) implements Answer {
    @Override
    public String text(int columns) {
      return Shown.of(removed) + " is removed\n";
    }
  }
}
