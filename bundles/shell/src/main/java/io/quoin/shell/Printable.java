package io.quoin.shell;

/** Text of strangers for a log: in one line, without control characters, not long. */
final class Printable {

  private Printable() {}

  static String of(String text, int most) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(most)
        .map(point -> Character.isISOControl(point) ? '?' : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
