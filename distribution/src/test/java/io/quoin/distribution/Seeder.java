package io.quoin.distribution;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A platform in the tests' virtual machine that serves one file of pseudo-random bytes. */
final class Seeder implements AutoCloseable {

  private final Path file;
  private final Path torrent;
  private final Platform platform;
  private final Session session;

  Seeder(Path folder, int bytes) throws Exception {
    this(folder, bytes, builder -> {});
  }

  /** With more than what is ordinary. */
  Seeder(Path folder, int bytes, Consumer<PlatformBuilder> more) throws Exception {
    byte[] content = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(content);
    file = Files.write(folder.resolve("payload.bin"), content);
    CreatedTorrent made =
        TorrentBuilder.singleFile(
                TorrentBuilder.Kind.V1, "payload.bin", bytes, () -> FileChannel.open(file))
            .build((done, total) -> {});
    torrent = Files.write(folder.resolve("payload.torrent"), made.encoded());
    PlatformBuilder builder =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")));
    more.accept(builder);
    platform = builder.start();
    session = platform.service(Session.class, Duration.ofSeconds(10));
    session.add(AddTorrent.of(made.metainfo(), folder).withCheck(AddTorrent.Check.TRUST));
  }

  Session session() {
    return session;
  }

  Path file() {
    return file;
  }

  Path torrent() {
    return torrent;
  }

  int port() {
    return session.listening().get(0).getPort();
  }

  @Override
  public void close() throws PlatformException {
    platform.close();
  }
}
