package io.quoin.tck;

import io.quoin.api.peers.SearchedTorrent;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A torrent that notes what a source tells it, and what of that no engine could use. */
final class RehearsedTorrent implements SearchedTorrent {

  private static final byte[] PEER_ID = "-QN0100-rehearsal000".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 200;

  private final InfoHashes hashes;
  private final List<List<URI>> trackers;
  private final int port;
  private final Progress progress;
  private final List<InetSocketAddress> found = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private RehearsedTorrent(
      InfoHashes hashes, List<List<URI>> trackers, int port, Progress progress) {
    this.hashes = hashes;
    this.trackers = trackers;
    this.port = port;
    this.progress = progress;
  }

  /** One that runs. */
  static RehearsedTorrent running(String name, List<List<URI>> trackers) {
    InfoHash hash = InfoHash.v1Of(name.getBytes(StandardCharsets.UTF_8));
    return new RehearsedTorrent(InfoHashes.of(hash), trackers, 6881, new Progress(0, 0, 1 << 20));
  }

  /** One of version 2 whose size is unknown yet, while nothing listens. */
  static RehearsedTorrent barelyKnown(String name, List<List<URI>> trackers) {
    InfoHash hash = InfoHash.v2Of(name.getBytes(StandardCharsets.UTF_8));
    return new RehearsedTorrent(
        InfoHashes.of(hash), trackers, 0, new Progress(0, 0, Long.MAX_VALUE));
  }

  @Override
  public InfoHashes infoHashes() {
    return hashes;
  }

  @Override
  public List<List<URI>> trackers() {
    return trackers;
  }

  @Override
  public byte[] peerId() {
    return PEER_ID.clone();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public synchronized void found(Collection<InetSocketAddress> peers) {
    for (InetSocketAddress peer : peers) {
      if (peer.isUnresolved() || peer.getPort() == 0) {
        faults.add("it found " + peer + ", to which nobody can connect");
      }
      found.add(peer);
    }
  }

  @Override
  public synchronized void status(String about, String state) {
    line("what it tells about", about);
    line("what it tells", state);
  }

  private void line(String what, String text) {
    if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ')) {
      faults.add(what + " is no line of 1 to " + LONGEST + " characters: '" + text + "'");
    }
  }

  synchronized boolean hasPeers() {
    return !found.isEmpty();
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }
}
