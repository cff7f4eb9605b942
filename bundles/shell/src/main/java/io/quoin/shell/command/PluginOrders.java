package io.quoin.shell.command;

import io.quoin.api.plugin.PluginOrder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What an operator writes for a plugin that is to be fetched. */
final class PluginOrders {

  private static final List<String> SCHEMES = List.of("file:", "http:", "https:", "mvn:", "repo:");
  private static final String PLATFORM = "platform:";

  private PluginOrders() {}

  /**
   * An order.
   *
   * @param source an address of a kind that installers know, or a file's path
   * @param unsigned whether it may be that
   * @param growth whether an update may declare more
   * @param range of versions, or nothing
   * @throws IllegalArgumentException if it is neither address nor path
   */
  static PluginOrder of(String source, boolean unsigned, boolean growth, String range) {
    PluginOrder order = of(source);
    order = unsigned ? order.unsignedAllowed() : order;
    order = growth ? order.growthAllowed() : order;
    return range.isEmpty() ? order : order.within(range);
  }

  private static PluginOrder of(String source) {
    if (source.startsWith(PLATFORM)) {
      return PluginOrder.ofPlatform(source.substring(PLATFORM.length()));
    }
    return SCHEMES.stream().anyMatch(source::startsWith)
        ? new PluginOrder(
            URI.create(source), PluginOrder.Signing.REQUIRED, PluginOrder.Growth.REFUSED, "")
        : PluginOrder.of(Path.of(source));
  }
}
