package io.quoin.session;

import io.quoin.api.storage.StorageProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The storage providers that are there now. They are asked here only to delete a torrent's files.
 */
final class Providers {

  private final Map<String, StorageProvider> byId = new ConcurrentHashMap<>();

  void came(String id, StorageProvider provider) {
    byId.put(id, provider);
  }

  void left(String id, StorageProvider provider) {
    byId.remove(id, provider);
  }

  Optional<StorageProvider> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
