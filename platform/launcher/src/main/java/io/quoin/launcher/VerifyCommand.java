package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.storage.Recheck;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks data against a torrent; needs no platform. */
@Command(
    name = "verify",
    description = "Checks data against a torrent; fails if a piece is wrong or missing.")
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Where the files are.")
  private Path directory;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Parameters(paramLabel = "TORRENT", description = "The torrent file.")
  private Path torrent;

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (!Files.isDirectory(directory)) {
      throw new Failure("the directory " + directory + " is not there");
    }
    Metainfo metainfo = metainfo();
    Recheck.Result result = check(metainfo);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(metainfo, result));
    } else {
      print(out, metainfo, result);
    }
    if (!result.complete()) {
      int missing = result.missing().cardinality();
      throw new Failure(
          "of "
              + result.pieces()
              + " pieces "
              + missing
              + " are missing and "
              + (result.pieces() - result.right().cardinality() - missing)
              + " are wrong in "
              + directory);
    }
    return 0;
  }

  private Metainfo metainfo() throws Failure {
    try {
      return Sources.torrent(torrent);
    } catch (MetainfoException e) {
      throw new Failure(torrent + " is refused: " + e.getMessage(), e);
    }
  }

  private Recheck.Result check(Metainfo metainfo) throws Failure, InterruptedException {
    long total = metainfo.layout().totalLength();
    long piece = metainfo.layout().pieceLength();
    try (HashingView view = HashingView.forTerminal(spec.commandLine().getErr())) {
      return Recheck.run(
          metainfo,
          directory,
          Runtime.getRuntime().availableProcessors(),
          (index, right, done) -> view.show(Math.min(done * piece, total), total));
    } catch (StorageException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /** What can be said of one file. */
  private record Finding(String path, int pieces, int right, int missing) {

    static Finding of(FileEntry file, Recheck.Result result) {
      int first = file.firstPiece();
      int end = file.endPiece();
      return new Finding(
          String.join("/", file.path()),
          end - first,
          result.right().get(first, end).cardinality(),
          result.missing().get(first, end).cardinality());
    }

    String verdict() {
      return right == pieces ? "right" : missing == pieces ? "missing" : "wrong";
    }
  }

  private static List<Finding> findings(Metainfo metainfo, Recheck.Result result) {
    return metainfo.layout().files().stream()
        .filter(file -> !file.isPad() && file.symlinkTarget().isEmpty())
        .map(file -> Finding.of(file, result))
        .toList();
  }

  private static void print(PrintWriter out, Metainfo metainfo, Recheck.Result result) {
    for (Finding finding : findings(metainfo, result)) {
      out.printf(
          "%-8s %s (%d of %d pieces)%n",
          finding.verdict(), finding.path(), finding.right(), finding.pieces());
    }
  }

  private static JsonObject json(Metainfo metainfo, Recheck.Result result) {
    JsonObject answer = new JsonObject();
    answer.addProperty("complete", result.complete());
    answer.addProperty("pieces", result.pieces());
    answer.addProperty("right", result.right().cardinality());
    answer.addProperty("missing", result.missing().cardinality());
    JsonArray files = new JsonArray();
    for (Finding finding : findings(metainfo, result)) {
      JsonObject file = new JsonObject();
      file.addProperty("path", finding.path());
      file.addProperty("verdict", finding.verdict());
      file.addProperty("pieces", finding.pieces());
      file.addProperty("right", finding.right());
      files.add(file);
    }
    answer.add("files", files);
    return answer;
  }
}
