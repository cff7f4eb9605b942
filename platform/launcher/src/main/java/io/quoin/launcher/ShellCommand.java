package io.quoin.launcher;

import io.quoin.launcher.shell.RemoteShell;
import io.quoin.launcher.shell.ShellException;
import io.quoin.launcher.shell.Words;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Somebody's way into a running platform. */
@Command(
    name = "shell",
    description =
        "Opens the shell of a running platform, or runs one command in it; lines from a pipe are run"
            + " one after the other.")
final class ShellCommand implements Callable<Integer> {

  /** Set by the script: whether standard input is a terminal. */
  private static final String TERMINAL = "quoin.terminal.in";

  @Mixin private DoorOptions door;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "A command with its words, for example: torrent:list --json")
  private List<String> words = List.of();

  @Override
  public Integer call() throws ShellException, Failure {
    try (RemoteShell shell = RemoteShell.open(door.door())) {
      if (words.size() == 1) {
        return shell.run(words.get(0), System.out, System.err);
      }
      if (!words.isEmpty()) {
        String line = Words.line(words.get(0), words.subList(1, words.size()));
        return shell.run(line, System.out, System.err);
      }
      return Boolean.getBoolean(TERMINAL)
          ? converse(shell)
          : shell.run(System.in, System.out, System.err);
    }
  }

  private static int converse(RemoteShell shell) throws ShellException, Failure {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      return shell.converse(terminal);
    } catch (IOException e) {
      throw new Failure("this terminal cannot be used: " + Reasons.of(e), e);
    }
  }
}
