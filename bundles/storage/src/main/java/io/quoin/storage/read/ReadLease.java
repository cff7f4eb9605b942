package io.quoin.storage.read;

import io.quoin.api.lease.Lease;
import io.quoin.api.lease.LeaseGuard;
import java.nio.ByteBuffer;

/** Memory of a {@link ReadPool}, lent to one owner. */
public final class ReadLease implements Lease {

  private final LeaseGuard guard = new LeaseGuard();
  private final ReadPool pool;
  private final ByteBuffer memory;
  private final ByteBuffer view;

  ReadLease(ReadPool pool, ByteBuffer memory) {
    this.pool = pool;
    this.memory = memory;
    this.view = memory.duplicate().clear();
  }

  @Override
  public ByteBuffer buffer() {
    guard.use();
    return view;
  }

  @Override
  public void close() {
    if (guard.close()) {
      pool.giveBack(memory);
    }
  }
}
