package io.quoin.survival.plugin.folder;

import io.quoin.api.storage.StorageProvider;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the provider while the bundle runs. */
public final class FolderActivator implements BundleActivator {

  /** The provider's id. */
  public static final String ID = "folder";

  @Override
  public void start(BundleContext context) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(StorageProvider.ID, ID);
    context.registerService(StorageProvider.class, FolderVolume::new, properties);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
