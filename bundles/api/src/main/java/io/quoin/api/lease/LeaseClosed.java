package io.quoin.api.lease;

/** A lease was used or closed after its owner had closed it: a programming error of the caller. */
public final class LeaseClosed extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Names the fault; the stack trace says who used the lease too late. */
  public LeaseClosed() {
    super("the lease is closed: its memory belongs to somebody else now");
  }
}
