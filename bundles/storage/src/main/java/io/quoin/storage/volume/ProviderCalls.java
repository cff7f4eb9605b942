package io.quoin.storage.volume;

import io.quoin.api.plugin.PluginFault;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import io.quoin.storage.crew.Watched;
import io.quoin.storage.crew.Worker;
import java.nio.file.Path;

/** Calls one torrent's provider: each call is announced, and whatever it throws becomes typed. */
public final class ProviderCalls {

  private final String provider;
  private final Watched owner;
  private final Blame blame;

  /**
   * The calls of one torrent.
   *
   * @param provider the provider's id
   * @param owner who is told if one hangs
   * @param blame told if one throws what it must not
   */
  public ProviderCalls(String provider, Watched owner, Blame blame) {
    this.provider = provider;
    this.owner = owner;
    this.blame = blame;
  }

  /**
   * Opens a volume.
   *
   * @param from the provider
   * @param directory in the provider's terms
   * @param worker the thread
   * @return the volume
   * @throws StorageException if it cannot be used
   */
  public StorageVolume open(StorageProvider from, Path directory, Worker worker)
      throws StorageException {
    return call(worker, "opening", directory, () -> from.open(directory));
  }

  /**
   * Makes a call that may hang.
   *
   * @param worker the thread
   * @param doing the verb, as in "writing"
   * @param subject what it is done to
   * @param call the call
   * @param <T> what it returns
   * @return what it returns
   * @throws StorageException what it throws, whatever that is
   */
  public <T> T call(Worker worker, String doing, Object subject, Call<T> call)
      throws StorageException {
    worker.begin(owner, doing, subject);
    try {
      return call.run();
    } catch (RuntimeException | LinkageError foreign) {
      blame.of(PluginFault.THREW, "threw " + foreign + " as the storage provider was " + doing);
      throw new StorageException(
          Code.IO,
          "The storage provider '"
              + provider
              + "' failed "
              + doing
              + " "
              + subject
              + " ("
              + foreign
              + "); update it, or move the torrent to another provider",
          foreign);
    } finally {
      worker.end();
    }
  }
}
