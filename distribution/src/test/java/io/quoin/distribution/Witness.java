package io.quoin.distribution;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.leaks.Descriptors;
import io.quoin.leaks.Threads;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that seeds, is a peer of itself, and tells what it saw: what the peer was sent, and
 * which threads and sockets there are meanwhile.
 */
final class Witness {

  private static final int BLOCK = 16 << 10;
  private static final int HANDSHAKE = 68;
  private static final int UNCHOKE = 1;
  private static final int INTERESTED = 2;
  private static final int REQUEST = 6;
  private static final int PIECE = 7;
  private static final int HAVE_NONE = 15;
  private static final String EXTENSION = "qn_btt";

  /** What comes later than this came for no reason of the peer's. */
  private static final int SILENCE_MILLIS = 2000;

  private static final int PATIENCE_MILLIS = 60_000;

  private Witness() {}

  /** Arguments: bundles, profile, etc, room, port, whether the extension is to be waited for. */
  public static void main(String[] arguments) throws Exception {
    Path room = Path.of(arguments[3]);
    Path file = Files.write(room.resolve("block.bin"), new byte[BLOCK]);
    CreatedTorrent torrent =
        TorrentBuilder.singleFile(
                TorrentBuilder.Kind.V1, "block.bin", BLOCK, () -> FileChannel.open(file))
            .build((done, total) -> {});
    try (Platform platform =
        Platform.builder()
            .bundles(Path.of(arguments[0]))
            .profile(Profile.valueOf(arguments[1]))
            .etc(Path.of(arguments[2]))
            .data(room.resolve("data"))
            .configure(
                "io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:" + arguments[4])))
            .configure("io.quoin.protocol", Map.of("seed", 7L))
            .start()) {
      Session session = platform.service(Session.class, Duration.ofSeconds(30));
      TorrentId id =
          session.add(
              AddTorrent.of(torrent.metainfo(), room)
                  .withCheck(AddTorrent.Check.TRUST)
                  .withoutSources(Set.of("tracker")));
      // Before it seeds, nobody who asks for it is let in.
      session.completion(id).toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      int port = session.listening().get(0).getPort();
      byte[] hash = torrent.metainfo().infoHashes().handshake().toByteArray();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        byte[] seen = peer(socket, hash, Boolean.parseBoolean(arguments[5]));
        System.out.println("sent " + HexFormat.of().formatHex(seen));
        // As long as the peer is there: nobody knows when the other end of a closed socket goes.
        new Threads().now().forEach(held -> System.out.println(held.name()));
        new Descriptors().now().forEach(held -> System.out.println(held.name()));
      }
    }
  }

  /** All that is sent to a peer that asks for everything, as soon as it may. */
  private static byte[] peer(Socket socket, byte[] hash, boolean awaitExtension)
      throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeByte(19);
    out.writeBytes("BitTorrent protocol");
    // The extension protocol, and the fast extension.
    out.writeLong(0x0010_0004L);
    out.write(hash);
    out.writeBytes("-XX0000-abcdefghijkl");
    say(out, 20, "\0d1:md6:qn_btti7eee".getBytes(StandardCharsets.ISO_8859_1));
    say(out, HAVE_NONE);
    say(out, INTERESTED);
    return listen(socket, out, awaitExtension);
  }

  private static void say(DataOutputStream out, int id, byte... body) throws IOException {
    out.writeInt(1 + body.length);
    out.writeByte(id);
    out.write(body);
    out.flush();
  }

  private static byte[] listen(Socket socket, DataOutputStream out, boolean awaitExtension)
      throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    seen.write(in.readNBytes(HANDSHAKE));
    boolean served = false;
    try {
      while (true) {
        byte[] message = in.readNBytes(in.readInt());
        seen.write(message);
        if (message[0] == UNCHOKE) {
          say(out, REQUEST, ByteBuffer.allocate(12).putInt(8, BLOCK).array());
        }
        served |= message[0] == PIECE;
        boolean there = seen.toString(StandardCharsets.ISO_8859_1).contains(EXTENSION);
        socket.setSoTimeout(
            served && (there || !awaitExtension) ? SILENCE_MILLIS : PATIENCE_MILLIS);
      }
    } catch (SocketTimeoutException silence) {
      if (!served) {
        throw silence;
      }
      return seen.toByteArray();
    }
  }
}
