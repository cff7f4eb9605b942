package io.quoin.shell.command;

import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How a download comes along, until it is there. */
@Component(
    service = TorrentProgress.class,
    property = {
      "osgi.command.scope=torrent",
      "osgi.command.function=progress",
      "quoin.role=viewer"
    })
public final class TorrentProgress {

  private static final int BAR = 24;
  private static final int PERCENT = 100;
  private static final long MILLIS = 500;
  private static final String AGAIN = "\r\u001b[K";

  private final Session session;

  /**
   * Views of a session.
   *
   * @param session knows the torrents
   */
  @Activate
  public TorrentProgress(@Reference Session session) {
    this.session = session;
  }

  /** Draws a bar until the torrent is complete. */
  @Descriptor(
      "draws how a download comes along until it is complete; Ctrl-C ends that; example:"
          + " torrent:progress 0123456789ab")
  public void progress(
      CommandSession shell, @Descriptor("start of its id, as torrent:list shows it") String id)
      throws IOException, InterruptedException {
    TorrentId torrent = TorrentIds.find(session, id).id();
    boolean terminal = Screen.isTerminal(shell);
    PrintStream out = shell.getConsole();
    CountDownLatch never = new CountDownLatch(1);
    String before = "";
    TorrentSnapshot now = snapshot(torrent);
    while (!isOver(now) && !out.checkError()) {
      String line = line(now, Screen.columns(shell));
      if (!line.equals(before)) {
        out.print(terminal ? AGAIN + line : line + "\n");
        out.flush();
        before = line;
      }
      if (never.await(MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      now = snapshot(torrent);
    }
    out.print((terminal ? AGAIN : "") + line(now, Screen.columns(shell)) + "\n");
    if (now.state() == TorrentState.HALTED) {
      throw new IOException("it is halted: " + Shown.of(now.reason()));
    }
  }

  private TorrentSnapshot snapshot(TorrentId id) throws IOException {
    return session
        .torrent(id)
        .orElseThrow(() -> new IOException("the torrent " + id + " was removed"));
  }

  private static boolean isOver(TorrentSnapshot torrent) {
    return torrent.complete() || torrent.state() == TorrentState.HALTED;
  }

  /** Never as wide as the terminal, which would go on to the next line. */
  private static String line(TorrentSnapshot torrent, int columns) {
    long total = Math.max(1, torrent.totalBytes());
    double done = (double) torrent.verifiedBytes() / total;
    int full = (int) (done * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %5.1f %%  %s down  %s up  %d peers  %s",
            "#".repeat(full),
            ".".repeat(BAR - full),
            Math.floor(done * PERCENT * 10) / 10,
            Quantity.rate(torrent.downloadRate()),
            Quantity.rate(torrent.uploadRate()),
            torrent.peers(),
            Shown.of(torrent.name()));
    return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
  }
}
