package io.quoin.api.lease;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Borrowed memory with exactly one owner. Passing a lease on passes its ownership; whoever owns it
 * last closes it, once, from any thread.
 *
 * <pre>{@code
 * try (Lease lease = result) {
 *   digest.update(lease.buffer());
 * }
 * }</pre>
 */
@ProviderType
public interface Lease extends AutoCloseable {

  /**
   * The bytes, between position and limit. The same buffer object is returned each time; it may be
   * direct, and it must not be touched after {@link #close}.
   *
   * @return the leased memory
   * @throws LeaseClosed if the lease was closed and checks are on (system property {@code
   *     quoin.lease.checks=true}); without checks the result of such a call is undefined
   */
  ByteBuffer buffer();

  /**
   * Gives the memory back.
   *
   * @throws LeaseClosed if it was closed before and checks are on
   */
  @Override
  void close();
}
