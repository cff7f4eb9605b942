package io.quoin.protocol.swarm;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.Layout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A peer that says exactly what a test has it say, and notes what it hears. */
final class Puppet implements LinkEvents, HandNetwork.Listener {
  final HandNetwork.Host host;
  final List<Message> heard = new ArrayList<>();

  /** Requests that are neither answered nor cancelled. */
  final List<Message.Request> asked = new ArrayList<>();

  final List<Message.Request> everAsked = new ArrayList<>();
  final List<Block> blocks = new ArrayList<>();
  long reserved = Handshake.EXTENDED | Handshake.FAST;
  PeerId id;
  HandLink link;
  Optional<Handshake> theirs = Optional.empty();
  boolean closed;

  /** Whether requests are answered as they come, from this content. */
  Optional<byte[]> serving = Optional.empty();

  private final InfoHash hash;
  private final int pieceLength;

  /** A block that was sent to us. */
  record Block(int piece, int begin, ByteBuffer bytes) {}

  Puppet(HandNetwork.Host host, InfoHash hash, int pieceLength, PeerId id) {
    this.host = host;
    this.hash = hash;
    this.pieceLength = pieceLength;
    this.id = id;
    host.listen(this);
  }

  // --- connecting ---

  @Override
  public Handshake handshake() {
    return new Handshake(reserved, hash, id);
  }

  @Override
  public void accepted(Link incoming, Handshake from) {
    theirs = Optional.of(from);
    link = (HandLink) incoming;
    closed = false;
    incoming.start(this);
  }

  /** Connects to a swarm; what it says arrives with the next run of the loop. */
  Puppet connect(InetSocketAddress to, Swarm swarm) {
    HandLink near = host.connect(to);
    link = near;
    closed = false;
    theirs = Optional.of(swarm.handshake());
    near.start(this);
    swarm.accepted(near.other, handshake());
    if (!near.other.used()) {
      throw new AssertionError("a connection was neither started nor closed");
    }
    return this;
  }

  // --- speaking ---

  Puppet say(Message... messages) {
    for (Message message : messages) {
      link.send(message);
    }
    link.flush();
    return this;
  }

  Puppet sayAll() {
    return say(Message.HaveAll.INSTANCE);
  }

  Puppet unchoke() {
    return say(Message.Unchoke.INSTANCE);
  }

  Puppet interested() {
    return say(Message.Interested.INSTANCE);
  }

  Puppet request(int piece, int begin, int length) {
    return say(new Message.Request(piece, begin, length));
  }

  Puppet extended(int messageId, String bencoded) {
    return extended(messageId, bencoded.getBytes(StandardCharsets.ISO_8859_1));
  }

  Puppet extended(int messageId, byte[] body) {
    return say(new Message.Extended(messageId, ByteBuffer.wrap(body)));
  }

  Puppet block(int piece, int begin, byte[] bytes) {
    asked.remove(new Message.Request(piece, begin, bytes.length));
    return say(new Message.Piece(piece, begin, bytes.length, new Bytes(ByteBuffer.wrap(bytes))));
  }

  /** Answers a request from the content. */
  Puppet answer(Message.Request request, byte[] content) {
    int from = request.piece() * pieceLength + request.begin();
    return block(
        request.piece(),
        request.begin(),
        Arrays.copyOfRange(content, from, from + request.length()));
  }

  /** Answers everything that is asked, from the content, from now on. */
  Puppet serve(byte[] content) {
    serving = Optional.of(content);
    List.copyOf(asked).forEach(request -> answer(request, content));
    return this;
  }

  /** Has the first part of a block arrive. */
  Arriving begin(int piece, int begin, int length) {
    asked.remove(new Message.Request(piece, begin, length));
    Slot slot = link.other.receiver().slot(piece, begin, length);
    return new Arriving(slot, piece, begin, length);
  }

  /** A block of which not all has arrived. */
  final class Arriving {
    private final Slot slot;
    private final ByteBuffer place;
    private final int piece;
    private final int begin;
    private final int length;

    Arriving(Slot slot, int piece, int begin, int length) {
      this.slot = slot;
      this.piece = piece;
      this.begin = begin;
      this.length = length;
      this.place = slot.revoked() ? ByteBuffer.allocate(0) : slot.place();
    }

    boolean skipped() {
      return slot.revoked();
    }

    Arriving bytes(byte[] bytes) {
      if (!slot.revoked()) {
        place.put(bytes);
      }
      return this;
    }

    void done() {
      link.other.receiver().blockDone(slot, piece, begin, length);
      link.other.receiver().readDone();
    }
  }

  // --- hearing ---

  @Override
  public void message(Message message) {
    heard.add(message);
    if (message instanceof Message.Request request) {
      asked.add(request);
      everAsked.add(request);
      serving.ifPresent(content -> answer(request, content));
    } else if (message instanceof Message.Cancel cancel) {
      asked.remove(new Message.Request(cancel.piece(), cancel.begin(), cancel.length()));
    }
  }

  <M extends Message> List<M> heard(Class<M> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  boolean heard(Message message) {
    return heard.contains(message);
  }

  /** The bodies of extension messages with this id. */
  List<byte[]> extended(int messageId) {
    return heard(Message.Extended.class).stream()
        .filter(m -> m.id() == messageId)
        .map(m -> bytes(m.body()))
        .toList();
  }

  /** The extension handshakes that were heard. */
  List<BDictionary> greetings() {
    return extended(0).stream().map(Puppet::dictionary).toList();
  }

  /** The id that the other side gives an extension in its newest handshake; -1 for none. */
  long idOf(String name) {
    List<BDictionary> all = greetings();
    return all.get(all.size() - 1)
        .dictionary("m")
        .flatMap(m -> m.get(name))
        .filter(BInteger.class::isInstance)
        .map(v -> ((BInteger) v).value())
        .orElse(-1L);
  }

  static BDictionary dictionary(byte[] bytes) {
    try {
      return (BDictionary)
          Bencode.decodePrefix(bytes, 0, Bencode.Mode.TOLERANT, Bencode.Limits.MESSAGE).value();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public Slot slot(int piece, int begin, int length) {
    ByteBuffer place = ByteBuffer.allocate(length);
    blocks.add(new Block(piece, begin, place.duplicate()));
    return new Slot() {
      @Override
      public ByteBuffer place() {
        return place;
      }

      @Override
      public boolean revoked() {
        return false;
      }
    };
  }

  @Override
  public void blockDone(Slot slot, int piece, int begin, int length) {
    // Noted when it began.
  }

  @Override
  public void readDone() {
    link.flush();
  }

  @Override
  public void writable() {
    // Never asked for.
  }

  @Override
  public void closed(String reason) {
    closed = true;
  }

  int blocksOf(int pieces) {
    return pieces * (pieceLength / Layout.BLOCK);
  }

  private record Bytes(ByteBuffer all) implements Payload {
    @Override
    public ByteBuffer bytes() {
      return all.duplicate();
    }

    @Override
    public void done() {
      // Nothing was borrowed.
    }
  }
}
