package ${package};

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Tells every torrent about the peers that the operator knows. */
@Component(
    configurationPid = "${groupId}.${artifactId}",
    property = PeerSource.NAME + "=${artifactId}")
@Designate(ocd = KnownPeers.Settings.class)
public final class KnownPeers implements PeerSource {

  /** What the operator may set, in {@code etc/${groupId}.${artifactId}.cfg.json}. */
  @ObjectClassDefinition(name = "Known peers", description = "Peers that torrents are told of")
  public @interface Settings {
    @AttributeDefinition(description = "Addresses of the peers. None by default.")
    String[] addresses() default {};

    @AttributeDefinition(description = "Their TCP port.", min = "1", max = "65535")
    int port() default 6881;
  }

  private final List<InetSocketAddress> peers;

  /** Reads the settings; what is no address is told to the operator by its text. */
  @Activate
  public KnownPeers(Settings settings) {
    peers =
        Stream.of(settings.addresses())
            .map(text -> new InetSocketAddress(address(text), settings.port()))
            .toList();
  }

  private static InetAddress address(String text) {
    return AddressLiteral.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address"));
  }

  /** A private torrent's peers come from its trackers alone. */
  @Override
  public boolean allowsPrivate() {
    return false;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    torrent.found(peers);
    torrent.status("list", peers.size() + " peers are known");
    return new PeerSearch() {
      @Override
      public void wanted() {
        torrent.found(peers);
      }

      @Override
      public void completed() {}

      @Override
      public void close() {}
    };
  }
}
