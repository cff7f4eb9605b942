package io.quoin.launcher;

import java.io.Console;
import java.util.Arrays;

/** Secrets that somebody types at a terminal, where nobody reads along. */
final class Typed {

  private Typed() {}

  /**
   * Asks for a secret.
   *
   * @param what it is, such as "a passphrase"
   * @param option by which it could be given instead
   * @param twice whether it has to be typed twice
   * @return to be wiped by the caller
   * @throws Failure if there is no terminal, nothing is typed, or not the same twice
   */
  @SuppressWarnings("SystemConsoleNull") // It is null on JDK 17 to 21, and on 25.
  static char[] secret(String what, String option, String prompt, boolean twice) throws Failure {
    Console console = System.console();
    if (console == null) {
      throw new Failure("there is no terminal to ask for " + what + "; use " + option);
    }
    char[] typed = asked(console, what, prompt);
    if (twice) {
      compare(typed, asked(console, what, "Once more"));
    }
    return typed;
  }

  private static void compare(char[] typed, char[] again) throws Failure {
    boolean same = Arrays.equals(typed, again);
    Arrays.fill(again, ' ');
    if (!same) {
      Arrays.fill(typed, ' ');
      throw new Failure("the two are not the same; nothing was changed");
    }
  }

  private static char[] asked(Console console, String what, String prompt) throws Failure {
    char[] typed = console.readPassword("%s: ", prompt);
    if (typed == null) {
      throw new Failure(
          "no " + what.substring(what.indexOf(' ') + 1) + " was given; nothing was changed");
    }
    return typed;
  }
}
