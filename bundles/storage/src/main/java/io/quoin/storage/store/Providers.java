package io.quoin.storage.store;

import io.quoin.api.pieces.StoreFault;
import io.quoin.api.storage.StorageProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The storage providers that are there. Thread-safe. */
final class Providers {

  private final Map<String, List<StorageProvider>> byId = new ConcurrentHashMap<>();

  /** Of several with one id the first counts. */
  void add(String id, StorageProvider provider) {
    byId.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(provider);
  }

  /** True if torrents used it that must do without it now. */
  boolean remove(String id, StorageProvider provider) {
    List<StorageProvider> same = byId.getOrDefault(id, List.of());
    boolean used = !same.isEmpty() && same.get(0) == provider;
    same.remove(provider);
    return used;
  }

  Optional<StorageProvider> find(String id) {
    return byId.getOrDefault(id, List.of()).stream().findFirst();
  }

  static StoreFault missing(String id) {
    return new StoreFault(
        StoreFault.Code.NO_PROVIDER,
        "The storage provider '" + id + "' is not there; install or enable it");
  }
}
