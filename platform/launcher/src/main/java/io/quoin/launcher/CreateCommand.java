package io.quoin.launcher;

import com.google.gson.JsonObject;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a torrent of a file or a directory. */
@Command(name = "create", description = "Makes a torrent of a file or a directory.")
final class CreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The torrent to write (default: the name of PATH with .torrent, here).")
  private Path output;

  @ArgGroup private Version version = new Version();

  @Option(
      names = "--piece-length",
      paramLabel = "N",
      converter = ByteCount.class,
      description =
          "Bytes of a piece: a power of two from 16K to 256M (default: what gives 1000 to 2000).")
  private Integer pieceLength;

  @Option(
      names = "--tracker",
      paramLabel = "URL",
      converter = WebAddress.class,
      description = "A tracker; the first that answers is used, in this order.")
  private List<URI> trackers = new ArrayList<>();

  @Option(
      names = "--web-seed",
      paramLabel = "URL",
      converter = WebAddress.class,
      description = "A web server that has the same files.")
  private List<URI> webSeeds = new ArrayList<>();

  @Option(names = "--private", description = "Peers come from its trackers alone.")
  private boolean isPrivate;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Parameters(paramLabel = "PATH", description = "The file or directory.")
  private Path path;

  /** Which versions of the protocol it is for. */
  static final class Version {
    private Kind kind = Kind.V1;

    @Option(names = "--v1", description = "For every client (default).")
    void v1(boolean chosen) {
      choose(chosen, Kind.V1);
    }

    @Option(names = "--v2", description = "For clients of version 2 (BEP 52) only.")
    void v2(boolean chosen) {
      choose(chosen, Kind.V2);
    }

    @Option(names = "--hybrid", description = "For both.")
    void hybrid(boolean chosen) {
      choose(chosen, Kind.HYBRID);
    }

    private void choose(boolean chosen, Kind choice) {
      if (chosen) {
        kind = choice;
      }
    }
  }

  @Override
  public Integer call() throws Failure {
    TorrentBuilder builder =
        Payload.of(path, version.kind)
            .trackers(trackers.stream().map(List::of).toList())
            .webSeeds(webSeeds)
            .isPrivate(isPrivate)
            .createdBy(BuildVersion.text())
            .creationDate(Instant.now());
    setPieceLength(builder);
    CreatedTorrent made = build(builder);
    Path target = output == null ? Path.of(made.metainfo().name() + ".torrent") : output;
    WholeFile.write(target, made.encoded());
    answer(target, made.metainfo());
    return 0;
  }

  private void setPieceLength(TorrentBuilder builder) {
    if (pieceLength != null) {
      try {
        builder.pieceLength(pieceLength);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--piece-length: " + e.getMessage(), e);
      }
    }
  }

  private CreatedTorrent build(TorrentBuilder builder) throws Failure {
    try (HashingView view = HashingView.forTerminal(spec.commandLine().getErr())) {
      return builder.build(view::show);
    } catch (IOException e) {
      throw new Failure(path + " cannot be read: " + e.getMessage(), e);
    } catch (MetainfoException e) {
      throw new Failure(path + " cannot be made into a torrent: " + e.getMessage(), e);
    }
  }

  private void answer(Path target, Metainfo metainfo) {
    PrintWriter out = spec.commandLine().getOut();
    String magnet = Magnet.of(metainfo).toString();
    if (json) {
      JsonObject answer = new JsonObject();
      answer.addProperty("torrent", target.toString());
      answer.addProperty("name", metainfo.name());
      metainfo
          .infoHashes()
          .v1()
          .map(InfoHash::hex)
          .ifPresent(hash -> answer.addProperty("infoHashV1", hash));
      metainfo
          .infoHashes()
          .v2()
          .map(InfoHash::hex)
          .ifPresent(hash -> answer.addProperty("infoHashV2", hash));
      answer.addProperty("bytes", metainfo.layout().contentLength());
      answer.addProperty("pieces", metainfo.layout().pieceCount());
      answer.addProperty("pieceLength", metainfo.layout().pieceLength());
      answer.addProperty("magnet", magnet);
      out.println(answer);
    } else {
      out.printf(
          "%s: %s in %d pieces of %s%n%s%n",
          target,
          Units.bytes(metainfo.layout().contentLength()),
          metainfo.layout().pieceCount(),
          Units.bytes(metainfo.layout().pieceLength()),
          magnet);
    }
  }
}
