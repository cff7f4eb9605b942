package io.quoin.storage.read;

import io.quoin.api.lease.Lease;
import io.quoin.api.lease.LeaseClosed;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Memory of a {@link ReadPool}, lent to one owner. */
public final class ReadLease implements Lease {

  private static final boolean CHECKS = Boolean.getBoolean("quoin.lease.checks");

  private final ReadPool pool;
  private final ByteBuffer memory;
  private final ByteBuffer view;
  private final AtomicBoolean closed = new AtomicBoolean();

  ReadLease(ReadPool pool, ByteBuffer memory) {
    this.pool = pool;
    this.memory = memory;
    this.view = memory.duplicate().clear();
  }

  @Override
  public ByteBuffer buffer() {
    if (CHECKS && closed.get()) {
      throw new LeaseClosed();
    }
    return view;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.giveBack(memory);
    } else if (CHECKS) {
      throw new LeaseClosed();
    }
  }
}
