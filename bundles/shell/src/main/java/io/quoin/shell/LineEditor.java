package io.quoin.shell;

import java.util.List;

/**
 * One line, typed and changed at a terminal in raw mode. It is told each character and says what
 * the terminal has to show; it waits for nothing, so that an idle terminal costs no thread. A line
 * longer than the screen moves sideways.
 */
final class LineEditor {

  private static final int MOST_CANDIDATES = 200;
  private static final String CLEAR_REST = "\u001b[K";

  private final String prompt;
  private final Completion completion;
  private final Keys keys = new Keys();
  private final History history = new History();
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder shown = new StringBuilder();
  private int cursor;
  private int columns = 80;

  /** What typing led to. */
  sealed interface Typed {
    /** More is to come. */
    record More() implements Typed {}

    /** A whole line. */
    record Line(String text) implements Typed {}

    /** No line will come any more. */
    record End() implements Typed {}
  }

  private static final Typed MORE = new Typed.More();

  LineEditor(String prompt, Completion completion) {
    this.prompt = prompt;
    this.completion = completion;
  }

  void resize(int width) {
    columns = Math.max(prompt.length() + 8, width);
  }

  /** Asks for a line. */
  void ask() {
    line.setLength(0);
    cursor = 0;
    draw();
  }

  /** What is to be shown since this was last asked for. */
  String takeShown() {
    String text = shown.toString();
    shown.setLength(0);
    return text;
  }

  Typed type(int character) {
    switch (keys.key(character)) {
      case ENTER -> {
        shown.append("\r\n");
        history.add(line.toString());
        return new Typed.Line(line.toString());
      }
      case INTERRUPT -> {
        shown.append("^C\r\n");
        return new Typed.Line("");
      }
      case END_OF_INPUT -> {
        if (line.isEmpty()) {
          shown.append("\r\n");
          return new Typed.End();
        }
        delete(cursor, cursor + 1);
      }
      case CHARACTER -> {
        return typed(Character.toString(character));
      }
      case RUB_OUT -> delete(before(), cursor);
      case DELETE -> delete(cursor, cursor + 1);
      case KILL_LINE -> delete(0, cursor);
      case KILL_REST -> delete(cursor, line.length());
      case KILL_WORD -> delete(startOfWord(), cursor);
      case LEFT -> cursor = before();
      case RIGHT -> cursor = cursor < line.length() ? line.offsetByCodePoints(cursor, 1) : cursor;
      case HOME -> cursor = 0;
      case END -> cursor = line.length();
      case UP -> replace(history.up());
      case DOWN -> replace(history.down());
      case TAB -> complete();
      case REDRAW -> shown.append("\u001b[H\u001b[2J");
      case NOTHING -> {
        return MORE;
      }
    }
    draw();
    return MORE;
  }

  /** What comes at the end of a line that fits need not be drawn anew. */
  private Typed typed(String text) {
    boolean atEnd = cursor == line.length() && line.length() + text.length() < room();
    insert(text);
    if (atEnd) {
      shown.append(text);
    } else {
      draw();
    }
    return MORE;
  }

  private int room() {
    return columns - prompt.length() - 1;
  }

  private int before() {
    return cursor > 0 ? line.offsetByCodePoints(cursor, -1) : 0;
  }

  private void insert(String text) {
    if (line.length() + text.length() <= Interpreter.MOST_CHARACTERS) {
      line.insert(cursor, text);
      cursor += text.length();
    }
  }

  private void delete(int from, int to) {
    int end = Math.min(to, line.length());
    if (from < end && Character.isSurrogatePair(line.charAt(end - 1), after(end))) {
      end++;
    }
    line.delete(from, end);
    cursor = from;
  }

  private char after(int index) {
    return index < line.length() ? line.charAt(index) : ' ';
  }

  private int startOfWord() {
    int start = cursor;
    while (start > 0 && line.charAt(start - 1) == ' ') {
      start--;
    }
    while (start > 0 && line.charAt(start - 1) != ' ') {
      start--;
    }
    return start;
  }

  private void replace(String text) {
    line.setLength(0);
    line.append(text);
    cursor = line.length();
  }

  private void complete() {
    String before = line.substring(0, cursor);
    String word = before.substring(before.lastIndexOf(' ') + 1);
    List<String> candidates = completion.words(before);
    if (candidates.isEmpty()) {
      return;
    }
    String common = candidates.get(0);
    for (String candidate : candidates) {
      while (!candidate.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    if (common.length() > word.length()) {
      insert(common.substring(word.length()));
    } else if (candidates.size() > 1) {
      shown.append("\r\n").append(inColumns(candidates));
    }
    if (candidates.size() == 1) {
      insert(" ");
    }
  }

  private String inColumns(List<String> words) {
    int width = words.stream().mapToInt(String::length).max().orElse(0) + 2;
    int inLine = Math.max(1, columns / width);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(words.size(), MOST_CANDIDATES); i++) {
      text.append(words.get(i));
      boolean last = i % inLine == inLine - 1 || i == words.size() - 1;
      text.append(last ? "\r\n" : " ".repeat(width - words.get(i).length()));
    }
    return words.size() > MOST_CANDIDATES ? text + "and more\r\n" : text.toString();
  }

  private void draw() {
    int room = room();
    int from = Math.max(0, cursor - room);
    String part = line.substring(from, Math.min(line.length(), from + room));
    shown.append('\r').append(prompt).append(part).append(CLEAR_REST);
    int back = part.length() - (cursor - from);
    if (back > 0) {
      shown.append("\u001b[").append(back).append('D');
    }
  }
}
