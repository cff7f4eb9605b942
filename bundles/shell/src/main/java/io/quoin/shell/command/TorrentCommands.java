package io.quoin.shell.command;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes of torrents. */
@Component(
    service = TorrentCommands.class,
    property = {
      "osgi.command.scope=torrent",
      "osgi.command.function=add",
      "osgi.command.function=pause",
      "osgi.command.function=resume",
      "osgi.command.function=limit",
      "osgi.command.function=remove",
      "quoin.role=operator"
    })
public final class TorrentCommands {

  private static final int LONGEST = 10_000_000;
  private static final String ID_TEXT = "start of its id, as torrent:list shows it";

  private final Session session;

  /**
   * Commands to a session.
   *
   * @param session has the torrents
   */
  @Activate
  public TorrentCommands(@Reference Session session) {
    this.session = session;
  }

  /** Registers and starts a torrent. */
  @Descriptor("adds a torrent and starts it; example: torrent:add /srv/film.torrent /srv/films")
  public String add(
      CommandSession shell,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("leaves it until torrent:resume")
          @Parameter(names = "--paused", presentValue = "true", absentValue = "false")
          boolean paused,
      @Descriptor("magnet link, or path of a torrent file on the platform's machine") String source,
      @Descriptor("directory where its data are or will be") String directory)
      throws IOException, MetainfoException, SessionException {
    Path data = Path.of(directory).toAbsolutePath().normalize();
    TorrentId id = session.add(AddTorrent.of(torrent(source), data).withPaused(paused));
    return TorrentFacts.of(session.torrent(id).orElseThrow()).as(json, shell);
  }

  private static TorrentSource torrent(String source) throws IOException, MetainfoException {
    if (source.toLowerCase(Locale.ROOT).startsWith("magnet:")) {
      return new TorrentSource.Link(Magnet.parse(source));
    }
    Path file = Path.of(source);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no file here; name a torrent file or a magnet link");
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is longer than any torrent (" + LONGEST + " bytes)");
    }
    return new TorrentSource.Torrent(Metainfo.parse(Files.readAllBytes(file)));
  }

  /** Stops a torrent. */
  @Descriptor("stops a torrent until it is resumed; example: torrent:pause 0123456789ab")
  public void pause(@Descriptor(ID_TEXT) String id) throws IOException, SessionException {
    session.pause(TorrentIds.find(session, id).id());
  }

  /** Starts a torrent again. */
  @Descriptor("starts a torrent that was paused or halted; example: torrent:resume 0123456789ab")
  public void resume(@Descriptor(ID_TEXT) String id) throws IOException, SessionException {
    session.resume(TorrentIds.find(session, id).id());
  }

  /** Limits a torrent. */
  @Descriptor("limits a torrent's rates; example: torrent:limit --up 500K 0123456789ab")
  public void limit(
      @Descriptor("bytes a second that it receives, as 20M; without it there is no limit")
          @Parameter(names = "--down", absentValue = "")
          String down,
      @Descriptor("bytes a second that it sends, as 500K; without it there is no limit")
          @Parameter(names = "--up", absentValue = "")
          String up,
      @Descriptor(ID_TEXT) String id)
      throws IOException, SessionException {
    session.limit(
        TorrentIds.find(session, id).id(), Limits.DEFAULT.withRates(rate(down), rate(up)));
  }

  private static long rate(String text) {
    return text.isEmpty() ? Limits.UNLIMITED : Quantity.parse(text);
  }

  /** Forgets a torrent. */
  @Descriptor("forgets a torrent; example: torrent:remove --data 0123456789ab")
  public void remove(
      @Descriptor("deletes what was downloaded, too")
          @Parameter(names = "--data", presentValue = "true", absentValue = "false")
          boolean data,
      @Descriptor(ID_TEXT) String id)
      throws IOException, SessionException {
    session.remove(
        TorrentIds.find(session, id).id(),
        data ? Session.Removal.DELETE_DATA : Session.Removal.FORGET);
  }
}
