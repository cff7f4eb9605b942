package io.quoin.control.asking;

import java.time.Duration;

/**
 * What came of a question.
 *
 * @param <A> what was asked for
 */
public sealed interface Reply<A> {

  /**
   * It answered.
   *
   * @param value the answer
   */
  record Given<A>(A value) implements Reply<A> {}

  /**
   * It threw.
   *
   * @param failure what
   */
  record Threw<A>(Throwable failure) implements Reply<A> {}

  /**
   * It has not returned: from this question, or still not from one before.
   *
   * @param since how long it has been at it
   */
  record Late<A>(Duration since) implements Reply<A> {}

  /** It was not asked, or not waited for: too many others do not return, or all is to end. */
  record Unasked<A>() implements Reply<A> {}
}
