package io.quoin.storage.files;

import io.quoin.api.storage.StorageProvider;
import io.quoin.tck.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Plain files keep what the API promises. */
class FilesContractTest extends StorageContract {

  @TempDir private Path temporary;

  @Override
  protected StorageProvider provider() {
    return new FilesProvider();
  }

  @Override
  protected Path directory() {
    return temporary.resolve("downloads");
  }
}
