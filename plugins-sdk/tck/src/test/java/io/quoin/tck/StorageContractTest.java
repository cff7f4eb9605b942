package io.quoin.tck;

import io.quoin.api.storage.StorageProvider;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What does nothing wrong passes every check. */
class StorageContractTest extends StorageContract {

  private FlawedStorage last = new FlawedStorage(FlawedStorage.Flaw.NONE, new CountDownLatch(1));

  @Override
  protected StorageProvider provider() {
    last = last.again();
    return last;
  }

  @Override
  protected Path directory() {
    return Path.of("anywhere");
  }
}
