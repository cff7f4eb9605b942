package io.quoin.shell;

import java.util.List;

/** Knows how a line may go on. */
@FunctionalInterface
interface Completion {

  /**
   * What the last word of a line may become.
   *
   * @param line up to the cursor
   * @return whole words that start as the last word does, in order
   */
  List<String> words(String line);
}
