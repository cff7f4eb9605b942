package io.quoin.launcher;

import io.quoin.launcher.shell.RemoteShell;
import io.quoin.launcher.shell.ShellException;
import io.quoin.launcher.shell.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plugins of a running platform, through its shell. */
@Command(
    name = "plugin",
    description = "Installs, exchanges and removes plugins of a running platform.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PluginCommand.Install.class,
      PluginCommand.ListAll.class,
      PluginCommand.Info.class,
      PluginCommand.Enable.class,
      PluginCommand.Disable.class,
      PluginCommand.Update.class,
      PluginCommand.Remove.class,
      PluginCommand.Search.class,
      PluginCommand.Trust.class
    })
final class PluginCommand {

  /** One of them. */
  abstract static class Remote implements Callable<Integer> {

    @Mixin private DoorOptions door;

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    /** The command of the shell that does it. */
    abstract String command();

    /** Its switches and operands. */
    abstract List<String> words();

    @Override
    public Integer call() throws ShellException {
      List<String> all = new ArrayList<>();
      if (json) {
        all.add("--json");
      }
      all.addAll(words());
      try (RemoteShell shell = RemoteShell.open(door.door())) {
        return shell.run(Words.line("plugin:" + command(), all), System.out, System.err);
      }
    }

    /** The platform has another working directory: what is a file here is named in full. */
    static String absolute(String source) {
      boolean address =
          source.matches("[A-Za-z][A-Za-z0-9+.-]*:.*") && !Files.exists(Path.of(source));
      return address ? source : Path.of(source).toAbsolutePath().normalize().toString();
    }
  }

  /** What a plugin may be that is fetched. */
  static final class Fetched {

    @Option(names = "--unsigned", description = "Takes one that nobody has signed.")
    private boolean unsigned;

    @Option(
        names = "--range",
        paramLabel = "RANGE",
        description = "Versions that it may have now and later, for example [1.2,2).")
    private String range;

    List<String> words() {
      List<String> words = new ArrayList<>();
      if (unsigned) {
        words.add("--unsigned");
      }
      if (range != null) {
        words.addAll(List.of("--range", range));
      }
      return words;
    }
  }

  private static final String SOURCE =
      "Its jar, an http(s) address, mvn:GROUP:ARTIFACT:VERSION, repo:ID or platform:ID.";
  private static final String ID = "Its id, as 'quoin plugin list' shows it.";

  @Command(name = "install", description = "Installs a plugin and starts it.")
  static final class Install extends Remote {
    @Mixin private Fetched fetched;

    @Parameters(paramLabel = "SOURCE", description = SOURCE)
    private String source;

    @Override
    String command() {
      return "install";
    }

    @Override
    List<String> words() {
      List<String> words = fetched.words();
      words.add(absolute(source));
      return words;
    }
  }

  @Command(name = "list", description = "Lists the plugins.")
  static final class ListAll extends Remote {
    @Override
    String command() {
      return "list";
    }

    @Override
    List<String> words() {
      return List.of();
    }
  }

  /** One that is about a plugin which is there. */
  abstract static class OfOne extends Remote {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    List<String> words() {
      return List.of(id);
    }
  }

  @Command(name = "info", description = "Says what a plugin is, how it does and why.")
  static final class Info extends OfOne {
    @Override
    String command() {
      return "info";
    }
  }

  @Command(name = "enable", description = "Starts a plugin, now and after each restart.")
  static final class Enable extends OfOne {
    @Override
    String command() {
      return "enable";
    }
  }

  @Command(name = "disable", description = "Stops a plugin until it is enabled.")
  static final class Disable extends OfOne {
    @Override
    String command() {
      return "disable";
    }
  }

  @Command(name = "remove", description = "Stops and forgets a plugin; its data stay.")
  static final class Remove extends OfOne {
    @Override
    String command() {
      return "remove";
    }
  }

  @Command(name = "update", description = "Exchanges a plugin for another version of it.")
  static final class Update extends Remote {
    @Mixin private Fetched fetched;

    @Option(
        names = "--more",
        description = "Lets it declare capabilities that the installed version has not.")
    private boolean more;

    @Parameters(index = "0", paramLabel = "ID", description = ID)
    private String id;

    @Parameters(index = "1", paramLabel = "SOURCE", description = SOURCE)
    private String source;

    @Override
    String command() {
      return "update";
    }

    @Override
    List<String> words() {
      List<String> words = fetched.words();
      if (more) {
        words.add("--more");
      }
      words.addAll(List.of(id, absolute(source)));
      return words;
    }
  }

  @Command(name = "search", description = "Lists what the configured repositories have.")
  static final class Search extends Remote {
    @Parameters(
        paramLabel = "TEXT",
        arity = "0..1",
        description = "What the id or the name contains; without it everything is listed.")
    private String text = "";

    @Override
    String command() {
      return "search";
    }

    @Override
    List<String> words() {
      return text.isEmpty() ? List.of() : List.of(text);
    }
  }

  @Command(
      name = "trust",
      description = "Trusts whoever signs with a certificate; without one, lists who is trusted.")
  static final class Trust extends Remote {
    @ArgGroup private Change change;

    /** Who is trusted from now on, or who no more. */
    static final class Change {
      @Option(
          names = "--remove",
          paramLabel = "FINGERPRINT",
          description =
              "Trusts this certificate no more; the beginning of its fingerprint will do.")
      private String fingerprint;

      @Parameters(
          paramLabel = "CERTIFICATE",
          description = "File of an X.509 certificate, PEM or DER.")
      private String certificate;
    }

    @Override
    String command() {
      if (change == null) {
        return "trusted";
      }
      return change.fingerprint == null ? "trust" : "distrust";
    }

    @Override
    List<String> words() {
      if (change == null) {
        return List.of();
      }
      return List.of(
          change.fingerprint == null ? absolute(change.certificate) : change.fingerprint);
    }
  }
}
