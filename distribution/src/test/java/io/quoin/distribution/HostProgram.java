package io.quoin.distribution;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.Platform;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a vendor writes: starts a platform, downloads a torrent from a peer on this machine, stops,
 * and returns. Arguments: torrent, directory, port of the peer.
 */
final class HostProgram {

  private HostProgram() {}

  public static void main(String[] arguments) throws Exception {
    Metainfo metainfo = Metainfo.parse(Files.readAllBytes(Path.of(arguments[0])));
    try (Platform platform =
        Platform.builder()
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .start()) {
      Session session = platform.service(Session.class, Duration.ofSeconds(10));
      InetSocketAddress peer =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
      TorrentId id =
          session.add(AddTorrent.of(metainfo, Path.of(arguments[1])).withPeers(List.of(peer)));
      TorrentSnapshot done = session.completion(id).toCompletableFuture().get(60, TimeUnit.SECONDS);
      System.out.println(done.verifiedBytes() + " bytes on " + platform.framework());
    }
    System.out.println("main returns");
  }
}
