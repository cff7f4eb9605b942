package io.quoin.testbed.network;

import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.TorrentEngine;
import io.quoin.protocol.swarm.Dialer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place on the network: an address, a line, an event loop. */
public final class Host {
  private final Network network;
  private final int index;
  private final InetSocketAddress address;
  private final Access access;
  private final VirtualLoop loop;
  private final VirtualDialer dialer;
  private final Uplink up;
  private final Downlink down;
  private final Map<InfoHash, TorrentEngine.Entrance> entrances = new HashMap<>();
  private final List<VirtualLink> links = new ArrayList<>();
  private final Map<Host, Long> receivedFrom = new HashMap<>();
  private boolean gone;
  private double spoils;
  private boolean spoiledArrives;
  private long extensionBytes;
  private long messageBytes;
  private long payloadSent;
  private long payloadReceived;

  Host(Network network, int index, InetSocketAddress address, Access access) {
    this.network = network;
    this.index = index;
    this.address = address;
    this.access = access;
    this.loop = new VirtualLoop(network.timeline());
    this.dialer = new VirtualDialer(network, this);
    this.up = new Uplink(network.timeline(), access.up());
    this.down = new Downlink(network.timeline(), access.down());
  }

  /** Its number. */
  public int index() {
    return index;
  }

  /** Where others dial it. */
  public InetSocketAddress address() {
    return address;
  }

  /** Where its engine runs. */
  public VirtualLoop loop() {
    return loop;
  }

  /** Opens connections from here. */
  public Dialer dialer() {
    return dialer;
  }

  // --- what is here ---

  /** Lets peers in to a torrent. */
  public void open(InfoHash torrent, TorrentEngine.Entrance entrance) {
    entrances.put(torrent, entrance);
  }

  /** Lets nobody in to a torrent any more. */
  public void shut(InfoHash torrent) {
    entrances.remove(torrent);
  }

  Optional<TorrentEngine.Entrance> entrance(InfoHash torrent) {
    return Optional.ofNullable(entrances.get(torrent));
  }

  /** From now on this share of the blocks that leave here has bytes that are wrong. */
  public void spoil(double share) {
    spoils = share;
  }

  boolean spoilsNext() {
    return spoils > 0 && network.random().nextDouble() < spoils;
  }

  /** Whether the block that arrives at this moment has bytes that are wrong. */
  public boolean spoiledArrives() {
    return spoiledArrives;
  }

  void arriving(boolean spoiled) {
    spoiledArrives = spoiled;
  }

  /** Its process has ended: nothing runs here, and its connections are closed for it. */
  public void vanish() {
    if (!gone) {
      gone = true;
      entrances.clear();
      List.copyOf(links).forEach(VirtualLink::close);
      loop.end();
      network.gone(this);
    }
  }

  boolean isGone() {
    return gone;
  }

  // --- connections ---

  /** Connections that are open here. */
  public int connections() {
    return links.size();
  }

  /** Closes the connections with another host, from here. */
  public void cut(Host other) {
    List.copyOf(links).stream().filter(link -> link.there() == other).forEach(VirtualLink::close);
  }

  void linked(VirtualLink link) {
    links.add(link);
  }

  void unlinked(VirtualLink link) {
    if (links.remove(link) && link.payloadReceived() > 0) {
      receivedFrom.merge(link.there(), link.payloadReceived(), Long::sum);
    }
  }

  Access access() {
    return access;
  }

  Uplink up() {
    return up;
  }

  Downlink down() {
    return down;
  }

  // --- counts ---

  void sentPayload(long bytes) {
    payloadSent += bytes;
    messageBytes += Stream.BLOCK_HEAD;
  }

  void sentMessage(long bytes, boolean extension) {
    messageBytes += bytes;
    if (extension) {
      extensionBytes += bytes;
    }
  }

  void receivedPayload(long bytes) {
    payloadReceived += bytes;
  }

  /** Payload bytes handed to sockets here. */
  public long payloadSent() {
    return payloadSent;
  }

  /** Payload bytes that arrived here, of whatever use. */
  public long payloadReceived() {
    return payloadReceived;
  }

  /** Bytes of messages sent, the heads of blocks included, payload left out. */
  public long messageBytes() {
    return messageBytes;
  }

  /** Of those: extension messages, handshakes included. */
  public long extensionBytes() {
    return extensionBytes;
  }

  /** Bytes that its line has carried up. */
  public long carriedUp() {
    return up.bytes();
  }

  /** Bytes that its line has carried down. */
  public long carriedDown() {
    return down.bytes();
  }

  /** Payload bytes that arrived here from another host. */
  public long receivedFrom(Host other) {
    long open =
        links.stream()
            .filter(link -> link.there() == other)
            .mapToLong(VirtualLink::payloadReceived)
            .sum();
    return open + receivedFrom.getOrDefault(other, 0L);
  }

  @Override
  public int hashCode() {
    return index;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
