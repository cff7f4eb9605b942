package io.quoin.storage.window;

/** What a window holds. */
public interface Tenant {

  /** How long a window will be held. */
  enum Stay {
    /** Something is open in it: it can't be emptied. */
    OPEN,
    /** It may be held for long, and can be emptied. */
    IDLE,
    /** It is on its way to the disk and free soon. */
    LEAVING
  }

  /**
   * How long the window will be held.
   *
   * @return a hint, from any thread
   */
  Stay stay();

  /** Asks for the window to be emptied; from any thread, returns at once, may be ignored. */
  void empty();
}
