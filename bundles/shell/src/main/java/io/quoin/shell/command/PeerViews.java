package io.quoin.shell.command;

import io.quoin.api.session.Session;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of peers. */
@Component(
    service = PeerViews.class,
    property = {
      "osgi.command.scope=peer",
      "osgi.command.function=list",
      "osgi.command.function=sources",
      "quoin.role=viewer"
    })
public final class PeerViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";
  private static final String ID_TEXT = "start of the torrent's id, as torrent:list shows it";

  private final Session session;

  /**
   * Views of a session.
   *
   * @param session knows the torrents and their peers
   */
  @Activate
  public PeerViews(@Reference Session session) {
    this.session = session;
  }

  /** Lists a torrent's connections. */
  @Descriptor(
      "lists a torrent's connections: D downloads, U uploads (d, u: choked), I incoming; example:"
          + " peer:list 0123456789ab")
  public String list(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id)
      throws IOException {
    TorrentSnapshot torrent = TorrentIds.find(session, id);
    List<Peer> peers =
        session.peers(torrent.id()).stream().map(peer -> Peer.of(peer, torrent.pieces())).toList();
    return new Peers(torrent.id().toString(), peers).as(json, shell);
  }

  /** Lists where a torrent's peers come from. */
  @Descriptor(
      "says what trackers and other sources of a torrent's peers said last; example: peer:sources"
          + " 0123456789ab")
  public String sources(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID_TEXT) String id)
      throws IOException {
    return new Sources(session.sources(TorrentIds.find(session, id).id())).as(json, shell);
  }

  /** A connection as programs read it: sizes in bytes, rates in bytes a second. */
  private record Peer(
      String address,
      String client,
      boolean incoming,
      int pieces,
      int havePieces,
      long downloadRate,
      long uploadRate,
      long receivedBytes,
      long sentBytes,
      boolean interested,
      boolean choking,
      boolean peerInterested,
      boolean choked) {

    static Peer of(PeerSnapshot peer, int pieces) {
      return new Peer(
          text(peer.address()),
          peer.client(),
          peer.incoming(),
          pieces,
          peer.havePieces(),
          peer.downloadRate(),
          peer.uploadRate(),
          peer.receivedBytes(),
          peer.sentBytes(),
          peer.interested(),
          peer.choking(),
          peer.peerInterested(),
          peer.choked());
    }

    private static String text(InetSocketAddress address) {
      String host =
          address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    String done() {
      return pieces == 0
          ? "-"
          : String.format(Locale.ROOT, "%.1f %%", Math.floor(havePieces * 1000.0 / pieces) / 10);
    }

    String flags() {
      return way(interested, choking, "D")
          + way(peerInterested, choked, "U")
          + (incoming ? "I" : "");
    }

    private static String way(boolean wanted, boolean choked, String flag) {
      return wanted ? choked ? flag.toLowerCase(Locale.ROOT) : flag : "";
    }
  }

  /** All of them. */
  private record Peers(String torrent, List<Peer> peers) implements Answer {
    @Override
    public String text(int columns) {
      Table table =
          new Table("ADDRESS", "FLAGS", "HAS", "DOWN", "UP", "RECEIVED", "SENT", "CLIENT");
      peers.forEach(
          peer ->
              table.row(
                  peer.address(),
                  peer.flags(),
                  peer.done(),
                  Quantity.rate(peer.downloadRate()),
                  Quantity.rate(peer.uploadRate()),
                  Quantity.bytes(peer.receivedBytes()),
                  Quantity.bytes(peer.sentBytes()),
                  peer.client()));
      return table.text(columns);
    }
  }

  /** What was said last. */
  private record Sources(List<SourceStatus> sources) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("SOURCE", "ABOUT", "STATE");
      sources.forEach(one -> table.row(one.source(), one.about(), one.state()));
      return table.text(columns);
    }
  }
}
