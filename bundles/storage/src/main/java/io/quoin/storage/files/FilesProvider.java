package io.quoin.storage.files;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;

/** Keeps torrents as plain files, sparse, under their final names from the start. */
@Component(
    service = StorageProvider.class,
    property = StorageProvider.ID + "=" + FilesProvider.NAME)
public final class FilesProvider implements StorageProvider {

  /** Its id. */
  public static final String NAME = "files";

  @Override
  public StorageVolume open(Path directory) throws StorageException {
    return new FilesVolume(directory.toAbsolutePath().normalize());
  }
}
