package io.quoin.storage;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.pieces.PieceMemory;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.storage.StorageProvider;
import io.quoin.storage.files.FilesProvider;
import io.quoin.storage.record.Disk;
import io.quoin.storage.store.Stores;
import io.quoin.storage.store.Timing;
import io.quoin.storage.store.Workshop;
import io.quoin.storage.window.Window;
import io.quoin.storage.window.WindowBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the pieces of torrents to the engine, as long as it is active. Providers come and go; the
 * one for plain files is there from the start.
 */
@Component(
    name = "io.quoin.storage",
    service = {PieceStores.class, PieceMemory.class, MetricSource.class, HealthCheck.class},
    property = {MetricSource.NAME + "=storage", HealthCheck.NAME + "=storage"})
@Designate(ocd = StorageConfig.class)
public final class StorageComponent implements PieceStores, PieceMemory, MetricSource, HealthCheck {

  private static final Logger log = LoggerFactory.getLogger(StorageComponent.class);

  private final Workshop workshop;
  private final Stores stores;
  private final StorageNumbers numbers;

  /**
   * Starts; no thread runs before a torrent is opened, but the keeper's.
   *
   * @param config how much of everything
   * @param files waited for, so that no torrent finds it missing
   */
  @Activate
  public StorageComponent(
      StorageConfig config,
      @Reference(target = "(" + StorageProvider.ID + "=" + FilesProvider.NAME + ")")
          StorageProvider files) {
    this.workshop = new Workshop(sizes(config), timing(config), Disk.REAL);
    this.stores = new Stores(workshop);
    this.numbers = new StorageNumbers(workshop);
  }

  /** Stops: stores break, verified pieces are written and recorded, threads end. */
  @Deactivate
  public void deactivate() {
    stores.close();
  }

  @Override
  public Opening open(StoreOrder order, Executor loop, PieceStoreEvents events) {
    return stores.open(order, loop, events);
  }

  @Override
  public Usage usage() {
    WindowBudget windows = workshop.windows();
    return new Usage(
        (long) windows.total() * Window.SIZE,
        (long) (windows.total() - windows.free()) * Window.SIZE,
        (long) windows.peak() * Window.SIZE);
  }

  @Override
  public List<Metric> metrics() {
    return numbers.metrics(usage());
  }

  @Override
  public HealthFinding check() {
    return numbers.check();
  }

  /**
   * A provider came.
   *
   * @param provider keeps files
   * @param properties name its id
   */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindProvider(StorageProvider provider, Map<String, Object> properties) {
    if (properties.get(StorageProvider.ID) instanceof String id) {
      stores.add(id, provider);
    } else {
      log.warn(
          "A storage provider of {} has no property {} and is not used",
          provider.getClass().getName(),
          StorageProvider.ID);
    }
  }

  /**
   * A provider goes.
   *
   * @param provider as it came
   * @param properties as it came
   */
  public void unbindProvider(StorageProvider provider, Map<String, Object> properties) {
    if (properties.get(StorageProvider.ID) instanceof String id) {
      stores.remove(id, provider);
    }
  }

  /**
   * Somebody decides what becomes of plugins that do what they must not.
   *
   * @param faults where that is said
   */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindFaults(PluginFaults faults) {
    stores.complainTo(faults);
  }

  /**
   * Nobody does any more.
   *
   * @param faults as it came
   */
  public void unbindFaults(PluginFaults faults) {
    stores.complainNoMoreTo(faults);
  }

  private static Timing timing(StorageConfig config) {
    return Timing.DEFAULT.withOverdue(Duration.ofSeconds(Math.max(1, config.hang_seconds())));
  }

  private static Workshop.Sizes sizes(StorageConfig config) {
    int cores = Runtime.getRuntime().availableProcessors();
    // One lane alone would stand still with every write; hashing goes on in the other.
    int lanes = config.lanes() > 0 ? config.lanes() : Math.max(2, cores / 2);
    int checkers = config.checkers() > 0 ? config.checkers() : cores;
    return new Workshop.Sizes(
        Math.max(16, config.budget_mib()),
        lanes,
        Math.max(1, config.readers()),
        checkers,
        Math.max(1, config.read_ahead_mib()) * 4,
        Math.max(16, config.open_files()));
  }
}
