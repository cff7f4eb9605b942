package io.quoin.control.api;

/**
 * Lends a service for one question: until somebody asks, it is not made, and afterwards it is let
 * go. No class of it is touched before.
 *
 * @param <S> the service
 */
interface Lender<S> {

  /** Something that is done with it. */
  @FunctionalInterface
  interface Use<S, T> {
    T with(S service) throws ApiException, InterruptedException;
  }

  /**
   * Lends it.
   *
   * @param use what is done with it
   * @throws ApiException if there is none, or what the use throws
   */
  <T> T lend(Use<S, T> use) throws ApiException, InterruptedException;
}
