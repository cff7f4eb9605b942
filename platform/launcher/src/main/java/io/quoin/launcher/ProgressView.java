package io.quoin.launcher;

import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows how torrents get on: bars that stay in place on a terminal; elsewhere a line when one comes
 * into another state, and now and then.
 */
final class ProgressView {

  /** Set by the script: whether standard error is a terminal. */
  static final String TERMINAL = "quoin.terminal";

  private static final int BAR = 24;
  private static final int NAME = 28;
  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean inPlace;
  private final LongSupplier nanoTime;
  private int shown;
  private long lastLine;
  private Map<String, TorrentState> lastStates = Map.of();

  ProgressView(PrintWriter out, boolean inPlace, LongSupplier nanoTime) {
    this.out = out;
    this.inPlace = inPlace;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
  }

  static ProgressView forTerminal(PrintWriter out) {
    return new ProgressView(out, Boolean.getBoolean(TERMINAL), System::nanoTime);
  }

  void show(List<TorrentSnapshot> torrents) {
    Map<String, TorrentSnapshot> named = new LinkedHashMap<>();
    torrents.forEach(torrent -> named.put(torrent.name(), torrent));
    show(named);
  }

  /** Shows torrents under other names than their own. */
  void show(Map<String, TorrentSnapshot> torrents) {
    if (inPlace) {
      StringBuilder text = new StringBuilder(aboveBars());
      torrents.forEach(
          (name, torrent) -> text.append("\r\u001b[K").append(line(name, torrent)).append('\n'));
      shown = torrents.size();
      out.print(text);
      out.flush();
    } else if (changed(torrents) || nanoTime.getAsLong() - lastLine > LINE_NANOS) {
      lastLine = nanoTime.getAsLong();
      torrents.forEach((name, torrent) -> out.println(line(name, torrent)));
      out.flush();
    }
  }

  private boolean changed(Map<String, TorrentSnapshot> torrents) {
    Map<String, TorrentState> before = lastStates;
    lastStates = new HashMap<>();
    torrents.forEach((name, torrent) -> lastStates.put(name, torrent.state()));
    return !lastStates.equals(before);
  }

  /** Says something that stays, above the bars where there are any. */
  void say(String line) {
    out.println(inPlace ? aboveBars() + "\u001b[J" + line : line);
    out.flush();
    shown = 0;
  }

  private String aboveBars() {
    return shown > 0 ? "\u001b[" + shown + "A\r" : "";
  }

  /** What is on the screen stays; what follows goes below it. */
  void finish() {
    shown = 0;
  }

  static String line(String name, TorrentSnapshot torrent) {
    String shortName = name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name;
    double done =
        torrent.totalBytes() == 0 ? 0 : 1.0 * torrent.verifiedBytes() / torrent.totalBytes();
    if (torrent.state() == TorrentState.CHECKING && torrent.pieces() > 0) {
      done = 1.0 * torrent.checkedPieces() / torrent.pieces();
    }
    int filled = (int) (done * BAR);
    return String.format(
        Locale.ROOT,
        "%-" + NAME + "s [%s%s] %5.1f%% %-11s %s",
        shortName,
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        done * 100,
        torrent.state().name().toLowerCase(Locale.ROOT),
        details(torrent));
  }

  private static String details(TorrentSnapshot torrent) {
    if (!torrent.reason().isEmpty()) {
      return torrent.reason();
    }
    String text =
        String.format(
            Locale.ROOT,
            "down %s up %s peers %d",
            Units.rate(torrent.downloadRate()),
            Units.rate(torrent.uploadRate()),
            torrent.peers());
    long left = torrent.totalBytes() - torrent.verifiedBytes();
    if (torrent.state() == TorrentState.DOWNLOADING && torrent.downloadRate() > 0) {
      text += " left " + Units.time(Duration.ofSeconds(left / torrent.downloadRate()));
    }
    return text;
  }
}
