package io.quoin.launcher;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves data that is there, until the process is told to stop. */
@Command(name = "seed", description = "Serves data that is there; SIGTERM or Ctrl-C stops it.")
final class SeedCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Mixin private TransferOptions transfer;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Where the files are.")
  private Path directory;

  @Option(names = "--trust", description = "Believes that all data is there and right.")
  private boolean trust;

  @Parameters(paramLabel = "TORRENT", arity = "1..*", description = "Torrent files.")
  private List<Path> torrents = new ArrayList<>();

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    if (!Files.isDirectory(directory)) {
      throw new Failure("the directory " + directory + " is not there");
    }
    List<AddTorrent> wishes = new ArrayList<>();
    for (Path torrent : torrents) {
      wishes.add(wish(torrent));
    }
    try (Hosted hosted = Hosted.untilSignal(transfer.start())) {
      Session session = hosted.platform().service(Session.class, PATIENCE);
      transfer.checkListening(session);
      Transfers transfers = new Transfers(session, spec.commandLine().getErr());
      for (int i = 0; i < wishes.size(); i++) {
        transfers.follow(session.add(wishes.get(i)), torrents.get(i).toString());
      }
      transfers.serve();
      return 1;
    } catch (SessionException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private AddTorrent wish(Path torrent) throws Failure {
    try {
      TorrentSource source = new TorrentSource.Torrent(Sources.torrent(torrent));
      AddTorrent wish = transfer.apply(AddTorrent.of(source, directory));
      return wish.withCheck(trust ? AddTorrent.Check.TRUST : AddTorrent.Check.FULL);
    } catch (MetainfoException e) {
      throw new Failure(torrent + " must be refused: " + e.getMessage(), e);
    }
  }
}
