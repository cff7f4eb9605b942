package ${package};

import io.quoin.api.storage.StorageProvider;
import io.quoin.tck.StorageContract;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The storage keeps what the api promises of it. */
class ShelfContractTest extends StorageContract {

  @TempDir private Path temporary;

  @Override
  protected StorageProvider provider() {
    return new Shelf(
        new Shelf.Settings() {
          @Override
          public String root() {
            return temporary.toString();
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return Shelf.Settings.class;
          }
        });
  }

  @Override
  protected Path directory() {
    return Path.of("album");
  }
}
