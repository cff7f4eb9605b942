package io.quoin.shell;

import java.util.Map;
import java.util.Optional;

/** What a terminal sends for its keys (ECMA-48; xterm's sequences and those of its kin). */
final class Keys {

  /** A key, or what one types. */
  enum Key {
    CHARACTER,
    ENTER,
    TAB,
    RUB_OUT,
    DELETE,
    LEFT,
    RIGHT,
    HOME,
    END,
    UP,
    DOWN,
    KILL_LINE,
    KILL_WORD,
    KILL_REST,
    REDRAW,
    INTERRUPT,
    END_OF_INPUT,
    NOTHING
  }

  private static final int ESCAPE = 27;
  private static final int DELETE_CODE = 127;
  private static final int LONGEST_SEQUENCE = 16;

  private static final Map<Integer, Key> CONTROLS =
      Map.ofEntries(
          Map.entry(1, Key.HOME),
          Map.entry(2, Key.LEFT),
          Map.entry(3, Key.INTERRUPT),
          Map.entry(4, Key.END_OF_INPUT),
          Map.entry(5, Key.END),
          Map.entry(6, Key.RIGHT),
          Map.entry(8, Key.RUB_OUT),
          Map.entry(9, Key.TAB),
          Map.entry(10, Key.ENTER),
          Map.entry(11, Key.KILL_REST),
          Map.entry(12, Key.REDRAW),
          Map.entry(13, Key.ENTER),
          Map.entry(14, Key.DOWN),
          Map.entry(16, Key.UP),
          Map.entry(21, Key.KILL_LINE),
          Map.entry(23, Key.KILL_WORD),
          Map.entry(DELETE_CODE, Key.RUB_OUT));

  private static final Map<String, Key> SEQUENCES =
      Map.ofEntries(
          Map.entry("A", Key.UP),
          Map.entry("B", Key.DOWN),
          Map.entry("C", Key.RIGHT),
          Map.entry("D", Key.LEFT),
          Map.entry("H", Key.HOME),
          Map.entry("F", Key.END),
          Map.entry("1~", Key.HOME),
          Map.entry("3~", Key.DELETE),
          Map.entry("4~", Key.END),
          Map.entry("7~", Key.HOME),
          Map.entry("8~", Key.END));

  /** What came of a sequence after the escape; empty outside of one. */
  private Optional<String> sequence = Optional.empty();

  /** The key that a character ends; {@code NOTHING} within a sequence, or for an unknown one. */
  Key key(int character) {
    if (sequence.isPresent()) {
      return inSequence(sequence.get() + Character.toString(character), character);
    }
    if (character == ESCAPE) {
      sequence = Optional.of("");
      return Key.NOTHING;
    }
    return Character.isISOControl(character)
        ? CONTROLS.getOrDefault(character, Key.NOTHING)
        : Key.CHARACTER;
  }

  private Key inSequence(String read, int character) {
    boolean introduced = read.startsWith("[") || read.startsWith("O");
    boolean goesOn = read.length() == 1 ? introduced : character < '@' && character >= ' ';
    if (goesOn && read.length() < LONGEST_SEQUENCE) {
      sequence = Optional.of(read);
      return Key.NOTHING;
    }
    sequence = Optional.empty();
    return introduced ? SEQUENCES.getOrDefault(read.substring(1), Key.NOTHING) : Key.NOTHING;
  }
}
