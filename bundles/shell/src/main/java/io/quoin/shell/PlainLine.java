package io.quoin.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command and its words, without anything of Gogo's language: words stand for themselves. One
 * with other characters is put between single quotes, as POSIX shells have it.
 *
 * @param scope before the colon
 * @param function after it
 * @param words what follows
 */
record PlainLine(String scope, String function, List<String> words) {

  private static final String BARE = "[\\w./:@,+=%-]+";
  private static final String QUOTED = "'[^'\\p{Cntrl}]*'(?:\\\\''[^'\\p{Cntrl}]*')*";
  private static final Pattern COMMAND = Pattern.compile("([A-Za-z][\\w-]*):([A-Za-z][\\w-]*)");
  private static final Pattern WORD = Pattern.compile(" +(" + BARE + "|" + QUOTED + ")(?= |$)");

  /** A line, if it is that plain. */
  static Optional<PlainLine> of(String text) {
    String line = text.stripTrailing();
    Matcher command = COMMAND.matcher(line);
    if (!command.lookingAt()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    int end = command.end();
    for (Matcher word = WORD.matcher(line); end < line.length(); end = word.end()) {
      if (!word.region(end, line.length()).lookingAt()) {
        return Optional.empty();
      }
      words.add(unquoted(word.group(1)));
    }
    return Optional.of(new PlainLine(command.group(1), command.group(2), words));
  }

  private static String unquoted(String word) {
    return word.startsWith("'") ? word.substring(1, word.length() - 1).replace("'\\''", "'") : word;
  }

  String name() {
    return scope + ":" + function;
  }
}
