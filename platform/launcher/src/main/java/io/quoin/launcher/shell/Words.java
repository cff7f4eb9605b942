package io.quoin.launcher.shell;

/** Words for the shell's language: each arrives as it is, whatever is in it. */
public final class Words {

  private Words() {}

  /** A line of a command and its words. */
  public static String line(String command, Iterable<String> words) {
    StringBuilder line = new StringBuilder(command);
    words.forEach(word -> line.append(' ').append(quoted(word)));
    return line.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:@,+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
