package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One torrent, and the clients and puppets around it on a hand-driven loop. Registered as an
 * extension it ends after each test.
 */
final class Scene implements AfterEachCallback {
  final HandLoop loop = new HandLoop();
  final HandNetwork network = new HandNetwork(loop);
  final byte[] content;
  final Metainfo torrent;
  final int pieceLength;

  private final SplittableRandom random = new SplittableRandom(7);
  private final SplittableRandom secrets = new SplittableRandom(11);
  private final List<Client> clients = new ArrayList<>();

  Scene(int size, int pieceLength) {
    this(TorrentBuilder.Kind.V1, size, pieceLength);
  }

  Scene(TorrentBuilder.Kind kind, int size, int pieceLength) {
    this.pieceLength = pieceLength;
    content = new byte[size];
    random.nextBytes(content);
    torrent = torrent(kind, content, pieceLength, "file");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end();
  }

  /** Stops every client; what was lent to them is back then. */
  void end() {
    clients.forEach(client -> client.swarm.stop());
    loop.run(5);
    assertThat(clients).allSatisfy(c -> assertThat(c.stores.leases).as("leases").isZero());
  }

  static Metainfo torrent(byte[] content, int pieceLength, String name) {
    return torrent(TorrentBuilder.Kind.V1, content, pieceLength, name);
  }

  /** Content in files of the same length, one after the other. */
  Scene(int files, int fileLength, int pieceLength) {
    this.pieceLength = pieceLength;
    content = new byte[files * fileLength];
    random.nextBytes(content);
    TorrentBuilder builder = TorrentBuilder.directory(TorrentBuilder.Kind.V1, "files");
    for (int file = 0; file < files; file++) {
      byte[] bytes = Arrays.copyOfRange(content, file * fileLength, (file + 1) * fileLength);
      builder.file(
          List.of("file" + file),
          fileLength,
          () -> Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
    torrent = built(builder.pieceLength(pieceLength));
  }

  private static Metainfo built(TorrentBuilder builder) {
    try {
      return builder.build((done, total) -> {}).metainfo();
    } catch (IOException | MetainfoException e) {
      throw new AssertionError(e);
    }
  }

  private static Metainfo torrent(
      TorrentBuilder.Kind kind, byte[] content, int pieceLength, String name) {
    return built(
        TorrentBuilder.singleFile(
                kind,
                name,
                content.length,
                () -> Channels.newChannel(new ByteArrayInputStream(content)))
            .pieceLength(pieceLength));
  }

  /** A client that is not started yet. */
  Draft client(MemoryStores stores) {
    return new Draft(stores);
  }

  Client seed(Client... known) {
    return client(fullStores()).knows(known).start();
  }

  Client leech(Client... known) {
    return client(emptyStores()).knows(known).start();
  }

  MemoryStores fullStores() {
    return MemoryStores.full(content);
  }

  MemoryStores emptyStores() {
    return new MemoryStores(content.length);
  }

  /** A leech's storage that has these pieces already. */
  MemoryStores storesWith(int... pieces) {
    MemoryStores stores = emptyStores();
    for (int piece : pieces) {
      int from = piece * pieceLength;
      int length = torrent.layout().pieceLength(piece);
      System.arraycopy(content, from, stores.content, from, length);
      stores.verified.set(piece);
    }
    return stores;
  }

  Puppet puppet() {
    return puppet(network.host());
  }

  Puppet puppet(HandNetwork.Host host) {
    return new Puppet(
        host, torrent.infoHashes().handshake(), pieceLength, PeerId.random("-XX0001-", random));
  }

  /** A puppet that is connected to the client; nothing is said yet. */
  Puppet puppet(Client client) {
    return puppet().connect(client.host.address, client.swarm);
  }

  byte[] block(int piece, int begin, int length) {
    int from = piece * pieceLength + begin;
    return Arrays.copyOfRange(content, from, from + length);
  }

  /** What a client is made of, until it is started. */
  final class Draft {
    private final MemoryStores stores;
    private final List<InetSocketAddress> known = new ArrayList<>();
    private HandNetwork.Host host;
    private TorrentSource source = new TorrentSource.Torrent(torrent);
    private Limits limits = Limits.DEFAULT;
    private Selection selection = Selection.ALL;
    private Priority priority = Priority.NORMAL;
    private ExtensionDesk extensions = ExtensionDesk.NONE;
    private IncentiveDesk incentive = IncentiveDesk.NONE;
    private List<Throttle> downloads = List.of();
    private List<Throttle> uploads = List.of();
    private boolean storage = true;

    Draft(MemoryStores stores) {
      this.stores = stores;
    }

    Draft magnet() {
      source = new TorrentSource.Link(Magnet.of(torrent));
      return this;
    }

    Draft knows(Client... clients) {
      Arrays.stream(clients).forEach(c -> known.add(c.host.address));
      return this;
    }

    Draft knows(Puppet... puppets) {
      Arrays.stream(puppets).forEach(p -> known.add(p.host.address));
      return this;
    }

    Draft at(HandNetwork.Host where) {
      host = where;
      return this;
    }

    Draft limits(Limits changed) {
      limits = changed;
      return this;
    }

    Draft selects(Selection files) {
      selection = files;
      return this;
    }

    Draft priority(Priority among) {
      priority = among;
      return this;
    }

    Draft downloads(long rate) {
      return limits(limits.withRates(rate, limits.uploadRate()));
    }

    Draft uploads(long rate) {
      return limits(limits.withRates(limits.downloadRate(), rate));
    }

    Draft slots(int slots) {
      return limits(
          new Limits(limits.downloadRate(), limits.uploadRate(), limits.connections(), slots));
    }

    Draft connections(int connections) {
      return limits(
          new Limits(
              limits.downloadRate(), limits.uploadRate(), connections, limits.uploadSlots()));
    }

    /** Limits of the session, shared with other clients. */
    Draft shares(Throttle download, Throttle upload) {
      downloads = List.of(download);
      uploads = List.of(upload);
      return this;
    }

    Draft extensions(ExtensionDesk desk) {
      extensions = desk;
      return this;
    }

    Draft incentive(IncentiveDesk desk) {
      incentive = desk;
      return this;
    }

    Draft withoutStorage() {
      storage = false;
      return this;
    }

    Client start() {
      return new Client(this);
    }
  }

  /** A swarm with its host and storage. */
  final class Client implements SwarmEvents, HandNetwork.Listener {
    final HandNetwork.Host host;
    final MemoryStores stores;
    final Swarm swarm;

    /** Why connections ended, in order. */
    final List<String> departures = new ArrayList<>();

    Optional<Metainfo> metadata = Optional.empty();
    int examined;
    boolean completed;
    int completions;
    String halted = "";

    private Client(Draft draft) {
      host = draft.host == null ? network.host() : draft.host;
      stores = draft.stores;
      boolean seed = stores.content.length > 0 && Arrays.equals(stores.content, content);
      TorrentOrder order =
          new TorrentOrder(
              draft.source,
              "memory",
              Path.of("."),
              Path.of("record"),
              seed ? OpenMode.TRUST : OpenMode.RESUME,
              draft.limits,
              draft.selection,
              draft.priority,
              draft.known);
      SwarmSettings settings =
          new SwarmSettings(
              order,
              PeerId.random("-QN0100-", random),
              draft.downloads,
              draft.uploads,
              draft.extensions,
              draft.incentive);
      swarm =
          new Swarm(
              settings,
              new Surroundings(loop, host, random.split(), InstantSource.system(), secrets),
              this);
      host.listen(this);
      swarm.start();
      clients.add(this);
      if (draft.storage) {
        swarm.storageArrived(stores);
      }
    }

    @Override
    public Handshake handshake() {
      return swarm.handshake();
    }

    @Override
    public void accepted(Link link, Handshake theirs) {
      swarm.accepted(link, theirs);
    }

    @Override
    public void metadata(Metainfo metainfo) {
      metadata = Optional.of(metainfo);
    }

    @Override
    public void examined() {
      examined++;
    }

    @Override
    public void completed() {
      completed = true;
      completions++;
    }

    @Override
    public void halted(String reason) {
      halted = reason;
    }

    @Override
    public void left(InetSocketAddress peer, String reason) {
      departures.add(reason);
    }
  }
}
