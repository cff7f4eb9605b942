package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A magnet link (BEP 9, 52 and 53): the hashes of a torrent and hints where to find it. Immutable.
 *
 * <pre>{@code
 * Magnet link = Magnet.parse("magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a");
 * link.infoHashes().handshake();
 * }</pre>
 */
public final class Magnet {

  /** The longest link that is read, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** The most trackers, web seeds, peers and ranges of files, each; what is more is ignored. */
  public static final int MAX_ENTRIES = 100;

  /**
   * Some consecutive files.
   *
   * @param first the index of the first one, 0 or more
   * @param last the index of the last one, not less
   */
  public record FileRange(int first, int last) {

    /**
     * Checks the order.
     *
     * @param first the index of the first one
     * @param last the index of the last one
     * @throws IllegalArgumentException if there is no such range
     */
    public FileRange {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("no files " + first + " to " + last);
      }
    }
  }

  private final InfoHashes infoHashes;
  private final String name;
  private final List<URI> trackers;
  private final List<URI> webSeeds;
  private final List<InetSocketAddress> peers;
  private final List<FileRange> files;

  private Magnet(
      InfoHashes infoHashes,
      String name,
      List<URI> trackers,
      List<URI> webSeeds,
      List<InetSocketAddress> peers,
      List<FileRange> files) {
    this.infoHashes = infoHashes;
    this.name = name;
    this.trackers = List.copyOf(trackers);
    this.webSeeds = List.copyOf(webSeeds);
    this.peers = List.copyOf(peers);
    this.files = List.copyOf(files);
  }

  /**
   * A link of given parts.
   *
   * @param infoHashes what it names
   * @param name a name to show, or empty
   * @param trackers addresses of trackers
   * @param webSeeds addresses of web seeds
   * @param peers addresses of peers
   * @param files the files to select; empty for all
   * @return the link
   */
  public static Magnet of(
      InfoHashes infoHashes,
      String name,
      List<URI> trackers,
      List<URI> webSeeds,
      List<InetSocketAddress> peers,
      List<FileRange> files) {
    return new Magnet(infoHashes, name, trackers, webSeeds, peers, files);
  }

  /**
   * A link to a torrent, with its name, trackers and web seeds.
   *
   * @param torrent the torrent
   * @return the link
   */
  public static Magnet of(Metainfo torrent) {
    return new Magnet(
        torrent.infoHashes(),
        torrent.name(),
        torrent.trackers().stream().flatMap(List::stream).limit(MAX_ENTRIES).toList(),
        torrent.webSeeds().stream().limit(MAX_ENTRIES).toList(),
        List.of(),
        List.of());
  }

  /**
   * Reads a link. Hints that are malformed are left out; hashes must be right.
   *
   * @param link the text of the link
   * @return what it says
   * @throws MetainfoException if it names no torrent
   */
  public static Magnet parse(String link) throws MetainfoException {
    return new MagnetParser().parse(link);
  }

  /**
   * What it names.
   *
   * @return v1, v2 or both
   */
  public InfoHashes infoHashes() {
    return infoHashes;
  }

  /**
   * A name to show until the metadata is there.
   *
   * @return a safe name, or nothing
   */
  public Optional<String> name() {
    return Optional.of(name).filter(text -> !text.isEmpty());
  }

  /**
   * Trackers that know it; each is a tier of its own.
   *
   * @return absolute addresses, each once, unmodifiable
   */
  public List<URI> trackers() {
    return trackers;
  }

  /**
   * Web seeds that have it.
   *
   * @return absolute addresses, each once, unmodifiable
   */
  public List<URI> webSeeds() {
    return webSeeds;
  }

  /**
   * Peers that have it.
   *
   * @return unresolved addresses, each once, unmodifiable
   */
  public List<InetSocketAddress> peers() {
    return peers;
  }

  /**
   * The files it asks for (BEP 53).
   *
   * @return ranges of indices, unmodifiable; empty for all files
   */
  public List<FileRange> files() {
    return files;
  }

  /**
   * Whether a file is asked for.
   *
   * @param index its index
   * @return true if the link names it or names none
   */
  public boolean selects(int index) {
    return files.isEmpty()
        || files.stream().anyMatch(range -> range.first() <= index && index <= range.last());
  }

  /**
   * The link as text.
   *
   * @return a link that {@link #parse} reads back
   */
  @Override
  public String toString() {
    StringBuilder link = new StringBuilder("magnet:");
    infoHashes.v1().ifPresent(hash -> add(link, "xt", "urn:btih:" + hash.hex()));
    infoHashes.v2().ifPresent(hash -> add(link, "xt", "urn:btmh:1220" + hash.hex()));
    name().ifPresent(text -> add(link, "dn", encoded(text)));
    trackers.forEach(tracker -> add(link, "tr", encoded(tracker.toString())));
    webSeeds.forEach(seed -> add(link, "ws", encoded(seed.toString())));
    peers.forEach(peer -> add(link, "x.pe", shown(peer)));
    if (!files.isEmpty()) {
      add(link, "so", files.stream().map(Magnet::shown).collect(Collectors.joining(",")));
    }
    return link.toString();
  }

  private static void add(StringBuilder link, String key, String value) {
    link.append(link.indexOf("?") < 0 ? '?' : '&').append(key).append('=').append(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String shown(InetSocketAddress peer) {
    String host = peer.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + peer.getPort();
  }

  private static String shown(FileRange range) {
    return range.first() == range.last()
        ? String.valueOf(range.first())
        : range.first() + "-" + range.last();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Magnet that
        && infoHashes.equals(that.infoHashes)
        && name.equals(that.name)
        && trackers.equals(that.trackers)
        && webSeeds.equals(that.webSeeds)
        && peers.equals(that.peers)
        && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return Objects.hash(infoHashes, name, trackers, webSeeds, peers, files);
  }
}
