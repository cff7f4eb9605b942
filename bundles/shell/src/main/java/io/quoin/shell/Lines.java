package io.quoin.shell;

/** Makes lines of what comes without a terminal. */
final class Lines {

  private final StringBuilder line = new StringBuilder();

  /**
   * Takes a character.
   *
   * @return true if the line is whole; of one that is too long to be obeyed, only the start is kept
   */
  boolean add(int character) {
    if (character == '\n') {
      return true;
    }
    if (line.length() <= Interpreter.MOST_CHARACTERS) {
      line.appendCodePoint(character);
    }
    return false;
  }

  /** What is there of a line, which ends. */
  String take() {
    String text = line.toString();
    line.setLength(0);
    return text;
  }
}
