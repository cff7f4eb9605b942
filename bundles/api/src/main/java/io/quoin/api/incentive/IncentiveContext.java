package io.quoin.api.incentive;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine's side of a policy: its surroundings and what it may do. Thread-safe; after the policy
 * is closed every call does nothing.
 */
@ProviderType
public interface IncentiveContext {

  /**
   * The wall clock, virtual in simulations.
   *
   * @return the clock
   */
  InstantSource clock();

  /**
   * The monotonic clock, virtual in simulations.
   *
   * @return nanoseconds, comparable only with each other
   */
  long nanoTime();

  /**
   * Randomness, seeded in simulations.
   *
   * @return to be used on the policy's thread only
   */
  RandomGenerator random();

  /**
   * Runs a task on the policy's thread, in turn with its calls. Of 4096 that wait for their time no
   * more are taken.
   *
   * @param task the task
   * @param delay from now, zero or more
   */
  void after(Duration delay, Runnable task);

  /**
   * Names the policy's extension message in {@code m} of BEP 10, and puts its value under its key
   * in the extension handshake. Peers that are connected get a new handshake. Without this call, or
   * after {@link #withdraw}, peers see a client that knows no such extension.
   *
   * @param offer replaces the one before
   * @throws IllegalArgumentException if the value is not bencoded as the offer says
   * @throws IllegalStateException if another extension has this name
   */
  void offer(ExtensionOffer offer);

  /** Takes the extension back: peers are sent a new handshake with its id 0. */
  void withdraw();

  /**
   * Sends a message of the policy's extension in stream order. Dropped if the peer is gone, does
   * not speak it, or has 64 unsent ones.
   *
   * @param peer who
   * @param payload at most 1 KiB; copied
   */
  void send(IncentivePeer peer, ByteBuffer payload);

  /**
   * Replaces the allocation.
   *
   * @param allocation the whole of it
   */
  void publish(Allocation allocation);

  /**
   * Raises a peer's upload limit between rounds; never lowers it. Constant time.
   *
   * @param peer who
   * @param sendUpTo absolute count of payload bytes since the peer joined
   */
  void raise(IncentivePeer peer, long sendUpTo);

  /**
   * Raises a peer's request limit between rounds; never lowers it. Constant time.
   *
   * @param peer who
   * @param requestUpTo absolute count of payload bytes since the peer joined
   */
  void raiseRequests(IncentivePeer peer, long requestUpTo);

  /**
   * Says from which of a peer's bytes on {@link PeerTraffic#decided} is wanted. What came before is
   * not waited for.
   *
   * @param peer who
   * @param received absolute count of payload bytes received since the peer joined, as {@link
   *     PeerTraffic#received} counts them
   */
  void countFrom(IncentivePeer peer, long received);
}
