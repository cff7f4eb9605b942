package io.quoin.shell.command;

import io.quoin.api.session.Session;
import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of torrents. */
@Component(
    service = TorrentViews.class,
    property = {
      "osgi.command.scope=torrent",
      "osgi.command.function=list",
      "osgi.command.function=info",
      "quoin.role=viewer"
    })
public final class TorrentViews {

  private final Session session;

  /**
   * Views of a session.
   *
   * @param session knows the torrents
   */
  @Activate
  public TorrentViews(@Reference Session session) {
    this.session = session;
  }

  /** Lists torrents. */
  @Descriptor("lists the torrents; example: torrent:list --json")
  public String list(
      CommandSession shell,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    return new All(session.torrents().stream().map(TorrentFacts::of).toList()).as(json, shell);
  }

  /** Shows one torrent. */
  @Descriptor("says how a torrent does; example: torrent:info 0123456789ab")
  public String info(
      CommandSession shell,
      @Descriptor("answers with JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("start of its id, as torrent:list shows it") String id)
      throws IOException {
    return TorrentFacts.of(TorrentIds.find(session, id)).as(json, shell);
  }

  /** All of them. */
  private record All(List<TorrentFacts> torrents) implements Answer {

    private static final int ID_SHOWN = 12;

    @Override
    public String text(int columns) {
      Table table = new Table("ID", "STATE", "DONE", "DOWN", "UP", "PEERS", "NAME");
      for (TorrentFacts one : torrents) {
        table.row(
            one.id().substring(0, ID_SHOWN),
            one.state(),
            one.done(),
            Quantity.rate(one.downloadRate()),
            Quantity.rate(one.uploadRate()),
            String.valueOf(one.peers()),
            one.name());
      }
      return table.text(columns);
    }
  }
}
