package io.quoin.storage.store;

import io.quoin.api.pieces.StoreFault;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Metainfo;

/** What a provider's failure means for a store. */
final class Faults {

  private Faults() {}

  static StoreFault of(StorageException failure) {
    StoreFault.Code code =
        switch (failure.code()) {
          case MISSING -> StoreFault.Code.MISSING;
          case DENIED -> StoreFault.Code.DENIED;
          case FULL -> StoreFault.Code.FULL;
          case IO -> StoreFault.Code.IO;
        };
    return new StoreFault(code, failure.getMessage());
  }

  static StoreFault disagreement(Metainfo metainfo, int piece) {
    return new StoreFault(
        StoreFault.Code.HYBRID_MISMATCH,
        "The two versions of '"
            + metainfo.name()
            + "' disagree about piece "
            + piece
            + ": the torrent is not sound, remove it");
  }
}
