package io.quoin.launcher;

import java.io.Console;
import java.util.Locale;

/** Asks a person before tokens are spent. */
final class Confirmation {

  private Confirmation() {}

  /** Goes on only if it is given beforehand, or somebody at the terminal types yes. */
  @SuppressWarnings("SystemConsoleNull") // It is null on JDK 17 to 21, and on 25.
  static void require(boolean given, String question) throws Failure {
    if (given) {
      return;
    }
    Console console = System.console();
    if (console == null) {
      throw new Failure("there is no terminal to ask on; nothing was sent: use --yes");
    }
    String answer = console.readLine("%s [y/N] ", question);
    String said = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    if (!said.equals("y") && !said.equals("yes")) {
      throw new Failure("not confirmed; nothing was sent");
    }
  }
}
