package io.quoin.storage.window;

import java.nio.ByteBuffer;

/**
 * One taken window of memory. Whoever took it gives it back, once; the memory must not be touched
 * after that.
 */
public final class Window {

  /** Bytes of every window. */
  public static final int SIZE = 1 << 20;

  private final WindowBudget.Memory memory;
  private final Account account;
  private final Tenant tenant;
  private final long number;

  Window(WindowBudget.Memory memory, Account account, Tenant tenant, long number) {
    this.memory = memory;
    this.account = account;
    this.tenant = tenant;
    this.number = number;
  }

  /**
   * Its bytes.
   *
   * @return direct memory of {@link #SIZE} bytes; only absolute access and slices, its position
   *     belongs to nobody
   */
  public ByteBuffer memory() {
    return memory.bytes();
  }

  WindowBudget.Memory place() {
    return memory;
  }

  Account account() {
    return account;
  }

  Tenant tenant() {
    return tenant;
  }

  /** Grows from one taken window to the next: the lowest is the oldest. */
  long number() {
    return number;
  }
}
