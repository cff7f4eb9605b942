package io.quoin.shell.command;

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be changed about peers. */
@Component(
    service = PeerCommands.class,
    property = {"osgi.command.scope=peer", "osgi.command.function=add", "quoin.role=operator"})
public final class PeerCommands {

  private static final int LAST_PORT = 65_535;

  private final Session session;

  /**
   * Commands on a session.
   *
   * @param session knows the torrents
   */
  @Activate
  public PeerCommands(@Reference Session session) {
    this.session = session;
  }

  /** Gives a torrent addresses to try. */
  @Descriptor(
      "gives a torrent addresses to try; example: peer:add 0123456789ab 192.0.2.7:6881"
          + " [2001:db8::7]:6881")
  public void add(
      @Descriptor("start of the torrent's id, as torrent:list shows it") String id,
      @Descriptor("ADDRESS:PORT, with [ADDRESS]:PORT for IPv6") String... addresses)
      throws IOException, SessionException {
    if (addresses.length == 0) {
      throw new IllegalArgumentException("name one address at least, as 192.0.2.7:6881");
    }
    List<InetSocketAddress> peers = Arrays.stream(addresses).map(PeerCommands::address).toList();
    session.addPeers(TorrentIds.find(session, id).id(), peers);
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    int port = bare ? 0 : port(text.substring(colon + 1));
    return AddressLiteral.parse(host)
        .filter(address -> port > 0)
        .map(address -> new InetSocketAddress(address, port))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no address of a peer; write one as 192.0.2.7:6881 or"
                        + " [2001:db8::7]:6881"));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port <= LAST_PORT ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
