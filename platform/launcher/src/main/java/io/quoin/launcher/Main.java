package io.quoin.launcher;

import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the program starts. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
   *
   * @param arguments command, switches and operands
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Quoin())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("quoin: " + misuse.getMessage());
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What is expected to fail says so in one line; anything else is a defect, and is logged. */
  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof Failure || failure instanceof PlatformException) {
      command.getErr().println("quoin: " + failure.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("{} failed", parsed.originalArgs(), failure);
      command.getErr().println("quoin: unexpected: " + failure);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
