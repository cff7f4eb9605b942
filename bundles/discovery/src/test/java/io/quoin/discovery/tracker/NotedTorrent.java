package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quoin.api.peers.SearchedTorrent;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A torrent to search peers for; notes what it is told. */
final class NotedTorrent implements SearchedTorrent {

  static final InfoHash HASH = InfoHash.ofHex("00ff20417e7f8090a0b0c0d0e0f0010203040506");

  final List<InetSocketAddress> found = new ArrayList<>();
  final Map<String, String> statuses = new LinkedHashMap<>();
  private final List<List<URI>> trackers;
  Progress progress = new Progress(10, 20, 30);
  int port = 6881;

  NotedTorrent(List<List<URI>> trackers) {
    this.trackers = trackers;
  }

  /** Each text is a tier: URLs with blanks between them. */
  static NotedTorrent of(String... tiers) {
    return new NotedTorrent(
        Stream.of(tiers)
            .map(tier -> Stream.of(tier.split(" ", -1)).map(URI::create).toList())
            .toList());
  }

  @Override
  public InfoHashes infoHashes() {
    return InfoHashes.of(HASH);
  }

  @Override
  public List<List<URI>> trackers() {
    return trackers;
  }

  @Override
  public byte[] peerId() {
    return "-QN0100-abc&%= /+?#~".getBytes(US_ASCII);
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
  public void found(Collection<InetSocketAddress> peers) {
    found.addAll(peers);
  }

  @Override
  public void status(String about, String state) {
    statuses.put(about, state);
  }
}
