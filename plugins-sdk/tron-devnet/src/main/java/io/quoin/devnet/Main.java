package io.quoin.devnet;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the simulator starts as a program of its own. */
public final class Main {

  private Main() {}

  /**
   * Runs the simulator until it is told to stop: 0 when its standard input ended, 1 failed, 2 wrong
   * usage.
   *
   * @param arguments its switches
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new DevnetCommand())
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("quoin devnet: " + misuse.getMessage());
    err.println("try 'quoin devnet --help'");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    String what = failure instanceof IOException ? failure.getMessage() : "unexpected: " + failure;
    command.getErr().println("quoin devnet: " + what);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
