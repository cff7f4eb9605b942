package io.quoin.launcher.demo;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionException;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A platform that serves a torrent of a few MiB to this machine. */
public final class SmallSeed implements AutoCloseable {

  private static final long BYTES = 3 << 20;

  private final DemoFolder folder;
  private final DemoPeer seeder;
  private final Path torrent;

  private SmallSeed(DemoFolder folder, DemoPeer seeder, Path torrent) {
    this.folder = folder;
    this.seeder = seeder;
    this.torrent = torrent;
  }

  /**
   * Starts it.
   *
   * @param bundles the folder of bundles that the platform is started from
   * @return a seed, the caller's to close
   * @throws DemoException if it cannot be started; nothing is left behind then
   */
  public static SmallSeed start(Path bundles) throws DemoException {
    DemoFolder folder = DemoFolder.withRoomFor(4 * BYTES);
    try {
      Platform platform =
          Platform.builder()
              .bundles(bundles)
              .profile(Profile.MINIMAL)
              .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
              .start();
      return seed(folder, platform);
    } catch (IOException | MetainfoException | PlatformException | SessionException e) {
      folder.close();
      throw new DemoException(e.getMessage(), e);
    }
  }

  private static SmallSeed seed(DemoFolder folder, Platform platform)
      throws IOException, MetainfoException, PlatformException, SessionException {
    try {
      Path data = folder.path().resolve("seed");
      DemoPayload.write(data, BYTES, BYTES);
      DemoPeer seeder = new DemoPeer("seed", data, platform, Optional.empty());
      // No announce is answered there; what asks for peers has its turn all the same.
      URI tracker = URI.create("http://" + address(seeder) + "/announce");
      CreatedTorrent made = DemoPayload.torrent(data, tracker);
      seeder.add(AddTorrent.of(made.metainfo(), data).withCheck(AddTorrent.Check.TRUST));
      Path torrent = folder.path().resolve("small.torrent");
      Files.write(torrent, made.encoded());
      return new SmallSeed(folder, seeder, torrent);
    } catch (IOException | MetainfoException | PlatformException | SessionException e) {
      platform.close();
      throw e;
    }
  }

  private static String address(DemoPeer seeder) throws IOException {
    InetSocketAddress address =
        seeder.listening().stream()
            .findFirst()
            .orElseThrow(() -> new IOException("nobody can listen on this machine"));
    return address.getHostString() + ":" + address.getPort();
  }

  /**
   * Where it serves.
   *
   * @return host and port
   * @throws IOException if it does not listen any more
   */
  public String address() throws IOException {
    return address(seeder);
  }

  /**
   * What it serves.
   *
   * @return a torrent file, there until this is closed
   */
  public Path torrent() {
    return torrent;
  }

  /**
   * Room for what is fetched from it.
   *
   * @return a folder, there until this is closed
   */
  public Path room() {
    return folder.path().resolve("fetched");
  }

  /** Stops it, and deletes its files and what was fetched. */
  @Override
  public void close() throws PlatformException {
    seeder.close();
    folder.close();
  }
}
