package io.quoin.launcher;

import io.quoin.api.net.FetchException;
import io.quoin.api.net.Fetcher;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.StopRule;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads, and is done when every byte is verified and on disk. */
@Command(
    name = "get",
    description = "Downloads torrents; done once every byte is verified and on disk.")
final class GetCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FETCH_TIME = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Mixin private TransferOptions transfer;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the files go (default: the current directory).")
  private Path output;

  @ArgGroup private Seeding seeding = new Seeding();

  @Option(names = "--json", description = "Prints what was done as JSON.")
  private boolean json;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "1..*",
      description = "Torrent files, magnet links or URLs of torrent files.")
  private List<String> sources = new ArrayList<>();

  /** When to stop serving others. */
  static final class Seeding {
    @Option(
        names = "--seed-ratio",
        paramLabel = "R",
        description = "Seeds until R times the torrent's size was sent.")
    private Double ratio;

    @Option(
        names = "--seed-time",
        paramLabel = "T",
        description = "Seeds for T seconds after the last byte.")
    private Long seconds;

    StopRule rule() {
      if (ratio != null) {
        return new StopRule(OptionalDouble.of(ratio), Optional.empty());
      }
      return seconds == null
          ? StopRule.AT_COMPLETION
          : new StopRule(OptionalDouble.empty(), Optional.of(Duration.ofSeconds(seconds)));
    }

    boolean wanted() {
      return ratio != null || (seconds != null && seconds > 0);
    }
  }

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    List<Wish> wishes = new ArrayList<>();
    for (String source : sources) {
      if (!Sources.isUrl(source)) {
        wishes.add(new Wish(source, Optional.of(parsed(source))));
      } else {
        wishes.add(new Wish(source, Optional.empty()));
      }
    }
    Path directory = TransferOptions.folder(output);
    try (Hosted hosted = Hosted.untilDone(transfer.start())) {
      Session session = hosted.platform().service(Session.class, PATIENCE);
      transfer.checkListening(session);
      Transfers transfers = new Transfers(session, spec.commandLine().getErr());
      for (Wish wish : wishes) {
        add(hosted.platform(), session, transfers, wish, directory);
      }
      int failed = transfers.awaitCompletion();
      if (seeding.wanted()) {
        transfers.awaitPause();
      }
      transfers.forgetComplete();
      if (json) {
        spec.commandLine().getOut().println(transfers.json());
      }
      return failed == 0 ? 0 : 1;
    }
  }

  private record Wish(String name, Optional<TorrentSource> source) {}

  private static TorrentSource parsed(String source) throws Failure {
    try {
      return Sources.local(source);
    } catch (MetainfoException e) {
      throw new Failure(source + " must be refused: " + e.getMessage(), e);
    }
  }

  private void add(
      Platform platform, Session session, Transfers transfers, Wish wish, Path directory)
      throws Failure, PlatformException, InterruptedException {
    TorrentSource source = wish.source().isPresent() ? wish.source().get() : fetch(platform, wish);
    try {
      TorrentId id =
          session.add(
              transfer.apply(AddTorrent.of(source, directory)).withStopRule(seeding.rule()));
      transfers.follow(id, wish.name());
    } catch (SessionException e) {
      throw new Failure(wish.name() + ": " + e.getMessage(), e);
    }
  }

  private static TorrentSource fetch(Platform platform, Wish wish)
      throws Failure, PlatformException, InterruptedException {
    Fetcher fetcher = platform.service(Fetcher.class, PATIENCE);
    try {
      Fetcher.FetchedDocument document =
          fetcher
              .fetch(
                  new Fetcher.FetchRequest(
                      URI.create(wish.name()), FETCH_TIME, Sources.MAX_BYTES, true))
              .toCompletableFuture()
              .get(FETCH_TIME.toSeconds() + 5, TimeUnit.SECONDS);
      if (document.status() != 200) {
        throw new Failure(wish.name() + ": the server answers with status " + document.status());
      }
      ByteBuffer body = document.body();
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      return new TorrentSource.Torrent(Metainfo.parse(bytes));
    } catch (ExecutionException e) {
      String reason =
          e.getCause() instanceof FetchException fault ? fault.getMessage() : e.getMessage();
      throw new Failure(wish.name() + " cannot be fetched: " + reason, e);
    } catch (TimeoutException e) {
      throw new Failure(wish.name() + " cannot be fetched: no answer within a minute", e);
    } catch (IllegalArgumentException e) {
      throw new Failure(wish.name() + " is no URL: " + e.getMessage(), e);
    } catch (MetainfoException e) {
      throw new Failure(wish.name() + " must be refused: " + e.getMessage(), e);
    }
  }
}
