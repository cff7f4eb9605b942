package io.quoin.shell.command;

import org.apache.felix.service.command.CommandSession;

/** How wide the terminal is that a command writes to. */
final class Screen {

  /** The variable of a session that says so, as shells have it. */
  static final String COLUMNS = "COLUMNS";

  private static final int ENDLESS = Integer.MAX_VALUE;

  private Screen() {}

  /** Whether there is a terminal, on which a line can be drawn again. */
  static boolean isTerminal(CommandSession session) {
    return columns(session) != ENDLESS;
  }

  /** Characters in a line; as good as endless where there is no terminal. */
  static int columns(CommandSession session) {
    return session.get(COLUMNS) instanceof Integer columns && columns > 0 ? columns : ENDLESS;
  }
}
