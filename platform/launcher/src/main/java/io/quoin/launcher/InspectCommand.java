package io.quoin.launcher;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.MetainfoException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a torrent or magnet says. */
@Command(
    name = "inspect",
    description =
        "Says what a torrent or magnet says; fails with the reason if it must be refused.")
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Parameters(paramLabel = "SOURCE", description = "A .torrent file or a magnet link.")
  private String source;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    try {
      TorrentSource parsed = Sources.local(source);
      if (json) {
        print(out, TorrentJson.of(parsed));
      } else {
        TorrentText.print(out, parsed);
      }
      return 0;
    } catch (MetainfoException e) {
      if (json) {
        print(out, TorrentJson.refusal(e));
      }
      throw new Failure(source + " is refused: " + e.getMessage(), e);
    }
  }

  private static void print(PrintWriter out, JsonObject answer) {
    out.println(
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(answer));
  }
}
