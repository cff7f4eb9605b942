package io.quoin.ledger.tron;

import java.util.concurrent.CompletionException;

/** What a stage failed with. */
final class Stages {

  private Stages() {}

  /** Without the wrapping that dependent stages put around it. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
