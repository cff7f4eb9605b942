package io.quoin.shell.command;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOffer;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.Plugins;
import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of plugins. */
@Component(
    service = PluginViews.class,
    property = {
      "osgi.command.scope=plugin",
      "osgi.command.function=list",
      "osgi.command.function=info",
      "osgi.command.function=search",
      "quoin.role=viewer"
    })
public final class PluginViews {

  private final Plugins plugins;

  /**
   * Views of an installer.
   *
   * @param plugins the installer
   */
  @Activate
  public PluginViews(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  /** Lists plugins. */
  @Descriptor("lists the plugins; example: plugin:list --json")
  public String list(
      CommandSession session,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    return new All(plugins.plugins().stream().map(PluginFacts::of).toList()).as(json, session);
  }

  /** Shows one plugin. */
  @Descriptor("says what a plugin is, how it does and why; example: plugin:info tracker")
  public String info(
      CommandSession session,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("its id, as plugin:list shows it") String id)
      throws IOException, PluginException {
    PluginSnapshot plugin =
        plugins
            .plugin(id)
            .orElseThrow(() -> new IOException("no plugin is called " + id + "; see plugin:list"));
    return PluginFacts.of(plugin, plugins.diagnose(id)).as(json, session);
  }

  /** Lists what repositories have. */
  @Descriptor("lists what the configured repositories have; example: plugin:search tracker")
  public String search(
      CommandSession session,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("what name or description contain; everything without") String... text)
      throws PluginException {
    return new Offers(plugins.search(String.join(" ", text))).as(json, session);
  }

  /** What could be installed. */
  private record Offers(List<PluginOffer> offers) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("NAME", "VERSION", "DESCRIPTION");
      offers.forEach(one -> table.row(one.name(), one.version(), one.description()));
      return table.text(columns);
    }
  }

  /** All of them. */
  private record All(List<PluginFacts> plugins) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("ID", "VERSION", "STATE", "SIGNED BY", "REASON");
      plugins.forEach(
          one -> table.row(one.id(), one.version(), one.state(), one.signer(), one.reason()));
      return table.text(columns);
    }
  }
}
