package io.quoin.shell.command;

/** Text of strangers for a terminal: it moves no cursor, and nothing in it looks like the end. */
final class Shown {

  private Shown() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(point -> unprintable(point) ? '?' : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** The same JSON, in which what cannot be shown is written as JSON writes it. */
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder();
    json.codePoints()
        .forEach(
            point -> {
              if (unprintable(point)) {
                new String(Character.toChars(point))
                    .chars()
                    .forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  /** Controls, and what turns the direction of writing. */
  private static boolean unprintable(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
