package io.quoin.launcher;

import io.quoin.launcher.shell.ShellException;
import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the program starts. */
public final class Main {

  private static final String SHELL = "shell";
  private static final Map<String, Supplier<?>> COMMANDS = commands();

  private Main() {}

  private static Map<String, Supplier<?>> commands() {
    Map<String, Supplier<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand::new);
    commands.put("get", GetCommand::new);
    commands.put("seed", SeedCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("create", CreateCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put(SHELL, ShellCommand::new);
    commands.put("plugin", PluginCommand::new);
    commands.put("password", PasswordCommand::new);
    commands.put("wallet", WalletCommand::new);
    commands.put("airdrop", AirdropCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("warm-up", WarmUpCommand::new);
    return commands;
  }

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
   *
   * @param arguments command, switches and operands
   */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /** Knows every command, or only the one that is named first: reading the others takes time. */
  static CommandLine commandLine(String... arguments) {
    CommandLine program = new CommandLine(new Quoin());
    program
        .getCommandSpec()
        .usageMessage()
        .footer("", "The script also has a simulator of a TRON node: see 'quoin devnet --help'.%n");
    Supplier<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (named == null) {
      COMMANDS.forEach((name, command) -> program.addSubcommand(name, command.get()));
      program.addSubcommand(new AutoComplete.GenerateCompletion());
    } else {
      program.addSubcommand(arguments[0], named.get());
    }
    CommandLine shell = program.getSubcommands().get(SHELL);
    if (shell != null) {
      // What comes after its command are that command's words, switches too.
      shell.setStopAtPositional(true);
    }
    return program
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
    if (failure instanceof Failure
        || failure instanceof PlatformException
        || failure instanceof ShellException) {
      command.getErr().println("quoin: " + failure.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("{} failed", parsed.originalArgs(), failure);
      command.getErr().println("quoin: unexpected: " + failure);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
