package io.quoin.storage.store;

import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.plugin.PluginFault;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Strand;
import io.quoin.storage.crew.Watched;
import io.quoin.storage.volume.Blame;
import io.quoin.storage.volume.ProviderCalls;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What every part of one store shares, whichever thread it is on: what it was ordered, the way to
 * the loop, the desk, and whether it has broken.
 */
final class StoreCore implements Watched {

  private final StoreOrder order;
  private final Workshop workshop;
  private final LoopBox box;
  private final Strand desk;
  private final ProviderCalls calls;
  private final Blame blame;
  private final Consumer<StoreFault> onFault;
  private final AtomicReference<StoreFault> fault = new AtomicReference<>();
  private volatile Closing closing;

  /**
   * A store that has nothing open.
   *
   * @param blame told what the provider does that it must not
   * @param onFault told once, on the loop, why the store breaks
   */
  StoreCore(
      StoreOrder order,
      Workshop workshop,
      Executor loop,
      Blame blame,
      Consumer<StoreFault> onFault) {
    this.order = order;
    this.workshop = workshop;
    this.box = new LoopBox(loop);
    this.desk = new Strand(workshop.desk());
    this.calls = new ProviderCalls(order.provider(), this, blame);
    this.blame = blame;
    this.onFault = onFault;
  }

  StoreOrder order() {
    return order;
  }

  Metainfo metainfo() {
    return order.metainfo();
  }

  Workshop workshop() {
    return workshop;
  }

  LoopBox box() {
    return box;
  }

  Strand desk() {
    return desk;
  }

  ProviderCalls calls() {
    return calls;
  }

  void closing(Closing how) {
    closing = how;
  }

  /** Breaks the store, unless it is broken. From any thread. */
  void fault(StoreFault why) {
    if (fault.compareAndSet(null, why)) {
      workshop.faults().count(why);
      box.post(() -> onFault.accept(why));
    }
  }

  boolean broken() {
    return fault.get() != null;
  }

  Closing closing() {
    return closing;
  }

  /** Whether there is no use in going on: what has arrived cannot be written. */
  boolean hopeless() {
    StoreFault why = fault.get();
    return why != null && why.code() != StoreFault.Code.AWAY;
  }

  /** Whether nothing new is to be begun. */
  boolean ending() {
    return broken() || closing.started();
  }

  /** A call to the provider hangs: nobody waits for it any more. */
  @Override
  public void overdue(String doing, long seconds) {
    blame.of(
        PluginFault.BLOCKED,
        "has not returned for " + seconds + " s as the storage provider was " + doing);
    fault(
        new StoreFault(
            StoreFault.Code.HANGS,
            "The storage provider '"
                + order.provider()
                + "' has not answered for "
                + seconds
                + " s while "
                + doing
                + "; check its disk or network, then start the torrent again"));
    closing.abandon();
  }
}
