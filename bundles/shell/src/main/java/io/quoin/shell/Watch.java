package io.quoin.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;

/** Repeats a command, on a terminal in place, until it is stopped or fails. */
final class Watch implements Function {

  static final String NAME = "system:watch";
  static final String SHORT = "watch";

  private static final String EVERY = "--every";
  private static final int SECONDS = 2;
  private static final int MOST_SECONDS = 3600;
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Lines lines;
  private final PrintStream out;

  /** Runs a line as its visitor may. */
  @FunctionalInterface
  interface Lines {
    Object answer(String line) throws Exception;
  }

  /**
   * What is repeated, and how often.
   *
   * @param line a command with its words
   */
  record Order(int seconds, String line) {

    /**
     * Reads the words after {@code watch}.
     *
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static Order of(List<String> words) {
      boolean told = !words.isEmpty() && words.get(0).equals(EVERY);
      int seconds = told && words.size() > 1 ? seconds(words.get(1)) : SECONDS;
      List<String> command = words.subList(told ? Math.min(2, words.size()) : 0, words.size());
      if (command.isEmpty()) {
        throw new IllegalArgumentException(
            "watch takes a command; example: watch " + EVERY + " 5 torrent:list");
      }
      return new Order(seconds, line(command));
    }

    private static int seconds(String text) {
      try {
        int seconds = Integer.parseInt(text);
        if (seconds >= 1 && seconds <= MOST_SECONDS) {
          return seconds;
        }
      } catch (NumberFormatException e) {
        // It is said below.
      }
      throw new IllegalArgumentException(
          EVERY + " takes 1 to " + MOST_SECONDS + " seconds, not '" + text + "'");
    }

    /** One word alone may be a whole line. */
    private static String line(List<String> command) {
      return command.get(0)
          + command.stream()
              .skip(1)
              .map(word -> " '" + word.replace("'", "'\\''") + "'")
              .collect(Collectors.joining());
    }
  }

  Watch(Lines lines, PrintStream out) {
    this.lines = lines;
    this.out = out;
  }

  @Override
  public Object execute(CommandSession session, List<Object> words) throws Exception {
    Order order = Order.of(words.stream().map(String::valueOf).toList());
    boolean terminal = session.get("COLUMNS") instanceof Integer columns && columns > 0;
    CountDownLatch never = new CountDownLatch(1);
    do {
      Object answer = lines.answer(order.line());
      String text = answer == null ? "" : session.format(answer, Converter.INSPECT).toString();
      out.print(terminal ? CLEAR + text : text + "\n");
      out.flush();
    } while (!out.checkError() && !never.await(order.seconds(), TimeUnit.SECONDS));
    return null;
  }
}
