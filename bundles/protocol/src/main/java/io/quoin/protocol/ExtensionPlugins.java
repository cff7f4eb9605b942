package io.quoin.protocol;

import io.quoin.api.extension.PeerExtension;
import io.quoin.api.torrent.TorrentId;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extensions that plugins brought, as they come and go. */
final class ExtensionPlugins {
  private static final Logger log = LoggerFactory.getLogger(ExtensionPlugins.class);

  private final ExtensionRegistry registry;
  private final BiConsumer<TorrentId, Runnable> loops;
  private final PluginSite site;
  private final IdentityHashMap<PeerExtension, Entry> entries = new IdentityHashMap<>();

  private record Entry(String name, ExtensionPlugin plugin) {}

  ExtensionPlugins(
      ExtensionRegistry registry, BiConsumer<TorrentId, Runnable> loops, PluginSite site) {
    this.registry = registry;
    this.loops = loops;
    this.site = site;
  }

  synchronized void add(PeerExtension extension, Map<String, Object> properties) {
    if (!(properties.get(PeerExtension.NAME) instanceof String name) || name.isBlank()) {
      log.warn(
          "an extension of {} has no property '{}' and is not used",
          extension.getClass().getName(),
          PeerExtension.NAME);
      return;
    }
    ExtensionPlugin plugin = new ExtensionPlugin(name, extension, loops, site);
    if (registry.offer(name, ExtensionRegistry.Terms.PLAIN, plugin)) {
      entries.put(extension, new Entry(name, plugin));
    } else {
      plugin.close();
      log.warn("the extension name '{}' is in use; the second extension is not used", name);
    }
  }

  synchronized void remove(PeerExtension extension) {
    Entry entry = entries.remove(extension);
    if (entry != null) {
      registry.withdraw(entry.name());
      entry.plugin().close();
    }
  }

  synchronized void end() {
    entries
        .values()
        .forEach(
            entry -> {
              registry.withdraw(entry.name());
              entry.plugin().close();
            });
    entries.clear();
  }
}
