package ${package};

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keeps torrents' files under a directory of its own. */
@Component(
    configurationPid = "${groupId}.${artifactId}",
    property = StorageProvider.ID + "=${artifactId}")
@Designate(ocd = Shelf.Settings.class)
public final class Shelf implements StorageProvider {

  /** What the operator may set, in {@code etc/${groupId}.${artifactId}.cfg.json}. */
  @ObjectClassDefinition(name = "Shelf", description = "Where torrents' files are kept")
  public @interface Settings {
    @AttributeDefinition(description = "Directory that holds all others. shelf by default.")
    String root() default "shelf";
  }

  private final Path root;

  /** Reads the settings. */
  @Activate
  public Shelf(Settings settings) {
    root = Path.of(settings.root()).toAbsolutePath();
  }

  @Override
  public StorageVolume open(Path directory) throws StorageException {
    Path named = directory.toAbsolutePath().normalize();
    Path place = root.resolve(named.getRoot().relativize(named));
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw Failures.of(place, e);
    }
    return new ShelfVolume(place);
  }
}
