package io.quoin.storage.store;

import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.storage.StorageProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All stores of a platform, and the providers they use. Thread-safe. */
public final class Stores implements PieceStores {

  private static final Logger log = LoggerFactory.getLogger(Stores.class);

  private final Workshop workshop;
  private final Providers providers = new Providers();
  private final Set<StoreOpening> open = ConcurrentHashMap.newKeySet();
  private final Map<Path, StoreOpening> byRecord = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<PluginFaults>> faults =
      new AtomicReference<>(Optional.empty());
  private volatile boolean stopping;

  /**
   * No store is open yet.
   *
   * @param workshop what they share; closed with this
   */
  public Stores(Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public Opening open(StoreOrder order, Executor loop, PieceStoreEvents events) {
    StoreOpening opening = new StoreOpening(this, order, loop, events);
    open.add(opening);
    if (stopping) {
      opening.end(away());
    } else {
      opening.start();
    }
    return opening;
  }

  /**
   * A provider came.
   *
   * @param id that torrents name
   * @param provider that of several with one id the first counts
   */
  public void add(String id, StorageProvider provider) {
    providers.add(id, provider);
  }

  /**
   * A provider goes; stores that use it break.
   *
   * @param id it came with
   * @param provider not called any more once its stores have let go
   */
  public void remove(String id, StorageProvider provider) {
    if (providers.remove(id, provider)) {
      open.stream()
          .filter(store -> store.order().provider().equals(id))
          .forEach(store -> store.fault(Providers.missing(id)));
    }
  }

  /**
   * Somebody decides what becomes of providers that do what they must not.
   *
   * @param place where that is said
   */
  public void complainTo(PluginFaults place) {
    faults.set(Optional.of(place));
  }

  /**
   * Somebody does not any more.
   *
   * @param place as it came
   */
  public void complainNoMoreTo(PluginFaults place) {
    faults.updateAndGet(current -> current.filter(known -> known != place));
  }

  void blame(String id, PluginFault fault, String words) {
    providers
        .find(id)
        .ifPresent(culprit -> faults.get().ifPresent(place -> place.report(culprit, fault, words)));
  }

  /** Breaks all stores, lets them write what is verified, and ends all threads; bounded in time. */
  public void close() {
    stopping = true;
    long deadline = System.nanoTime() + workshop.timing().stop().toNanos();
    List<CompletableFuture<Void>> ends = open.stream().map(store -> store.end(away())).toList();
    try {
      CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
          .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hanging) {
      log.warn("Storage stops while {} torrents wait for their providers", open.size());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      log.error("A store failed to close; report this", impossible);
    }
    workshop.close(Math.max(deadline, System.nanoTime() + TimeUnit.SECONDS.toNanos(1)));
  }

  Workshop workshop() {
    return workshop;
  }

  Providers providers() {
    return providers;
  }

  /** Puts a store on the list of those that use a record; returns the one that has it already. */
  Optional<StoreOpening> enter(StoreOpening opening) {
    return Optional.ofNullable(byRecord.putIfAbsent(key(opening), opening));
  }

  void leave(StoreOpening opening) {
    byRecord.remove(key(opening), opening);
    open.remove(opening);
  }

  private static Path key(StoreOpening opening) {
    return opening.order().record().toAbsolutePath().normalize();
  }

  private static StoreFault away() {
    return new StoreFault(
        StoreFault.Code.AWAY, "Storage is stopping; the torrent goes on when it is back");
  }
}
