package io.quoin.api.pieces;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The place reserved for one block that was requested. Used on the store's loop, and ended exactly
 * once, by {@link #filled} or {@link #release}.
 */
@ProviderType
public interface BlockSlot {

  /**
   * The place, as long as the block. Each call gives a new view from its beginning; direct memory.
   *
   * @return a view to write the block's bytes to, not to be kept past the slot's end
   */
  ByteBuffer buffer();

  /** The block's bytes are all in the buffer: the store hashes and writes them. Ends the slot. */
  void filled();

  /** The block won't come on this way; its place may be reserved again. Ends the slot. */
  void release();
}
