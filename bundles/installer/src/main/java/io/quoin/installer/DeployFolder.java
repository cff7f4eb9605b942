package io.quoin.installer;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import java.io.File;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what File Install finds in its folder: every jar goes through the same checks as one that
 * somebody names, and has to be signed. What is refused is logged, and tried again when the file
 * changes. File Install itself installs nothing, for this is asked first.
 */
final class DeployFolder implements ArtifactInstaller {

  private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

  private final Installer installer;
  private final Map<File, String> ids = new ConcurrentHashMap<>();

  private DeployFolder(Installer installer) {
    this.installer = installer;
  }

  /** Begins to take; before File Install is started. */
  static ServiceRegistration<?> open(BundleContext context, Installer installer) {
    return context.registerService(ArtifactInstaller.class, new DeployFolder(installer), null);
  }

  @Override
  public boolean canHandle(File file) {
    return file.getName().toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  @Override
  public void install(File file) {
    try {
      ids.put(file, installer.takeIn(PluginOrder.of(file.toPath())));
    } catch (PluginException e) {
      LOG.warn("Not taken in: {}", e.getMessage());
    }
  }

  @Override
  public void update(File file) {
    install(file);
  }

  @Override
  public void uninstall(File file) {
    String id = ids.remove(file);
    if (id == null || ids.containsValue(id)) {
      return;
    }
    try {
      installer.takeOut(id);
    } catch (PluginException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
