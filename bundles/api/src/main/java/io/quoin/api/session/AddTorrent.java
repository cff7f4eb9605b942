package io.quoin.api.session;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A wish for a torrent.
 *
 * <pre>{@code
 * session.add(AddTorrent.of(metainfo, Path.of("downloads")).withPeers(List.of(seed)));
 * }</pre>
 *
 * @param source a torrent or a magnet
 * @param directory where its files go; made if it is missing
 * @param provider id of the storage provider that keeps them
 * @param check what to believe of data that is there already
 * @param paused whether it waits for {@link Session#resume}
 * @param peers addresses to try besides those that peer sources find
 * @param excludedSources names of peer sources not to use, such as {@code tracker} or {@code dht}
 * @param settings what may be changed later
 */
public record AddTorrent(
    TorrentSource source,
    Path directory,
    String provider,
    Check check,
    boolean paused,
    List<InetSocketAddress> peers,
    Set<String> excludedSources,
    TorrentSettings settings) {

  /** The provider that keeps files in the file system. */
  public static final String FILES = "files";

  /** What to believe of data that is there already. */
  public enum Check {
    /** The resume record where it is clean; anything else that exists is hashed. */
    RESUME,
    /** Nothing: all that exists is hashed. */
    FULL,
    /**
     * Everything: all files are there and right. Pieces are still verified when read fails to match
     * their size.
     */
    TRUST
  }

  /** Copies the collections. */
  public AddTorrent {
    peers = List.copyOf(peers);
    excludedSources = Set.copyOf(excludedSources);
  }

  /**
   * A torrent with the ordinary settings.
   *
   * @param metainfo the torrent
   * @param directory where its files go
   * @return the wish
   */
  public static AddTorrent of(Metainfo metainfo, Path directory) {
    return of(new TorrentSource.Torrent(metainfo), directory);
  }

  /**
   * A magnet with the ordinary settings.
   *
   * @param magnet the link
   * @param directory where its files go
   * @return the wish
   */
  public static AddTorrent of(Magnet magnet, Path directory) {
    return of(new TorrentSource.Link(magnet), directory);
  }

  /**
   * A source with the ordinary settings.
   *
   * @param source torrent or magnet
   * @param directory where its files go
   * @return the wish
   */
  public static AddTorrent of(TorrentSource source, Path directory) {
    return new AddTorrent(
        source,
        directory,
        FILES,
        Check.RESUME,
        false,
        List.of(),
        Set.of(),
        TorrentSettings.DEFAULT);
  }

  /**
   * Its limits.
   *
   * @return what holds
   */
  public Limits limits() {
    return settings.transfer().limits();
  }

  /**
   * The same with addresses to try.
   *
   * @param addresses of peers
   * @return the changed copy
   */
  public AddTorrent withPeers(List<InetSocketAddress> addresses) {
    return new AddTorrent(
        source, directory, provider, check, paused, addresses, excludedSources, settings);
  }

  /**
   * The same, believing otherwise of data that is there.
   *
   * @param belief what to believe
   * @return the changed copy
   */
  public AddTorrent withCheck(Check belief) {
    return new AddTorrent(
        source, directory, provider, belief, paused, peers, excludedSources, settings);
  }

  /**
   * The same with other limits.
   *
   * @param changed the limits
   * @return the changed copy
   */
  public AddTorrent withLimits(Limits changed) {
    return withSettings(settings.withTransfer(settings.transfer().withLimits(changed)));
  }

  /**
   * The same without some peer sources.
   *
   * @param names of the sources not to use
   * @return the changed copy
   */
  public AddTorrent withoutSources(Set<String> names) {
    return new AddTorrent(source, directory, provider, check, paused, peers, names, settings);
  }

  /**
   * The same with a rule of its own for when to stop seeding, whatever the session's is.
   *
   * @param rule the rule
   * @return the changed copy
   */
  public AddTorrent withStopRule(StopRule rule) {
    return withSettings(settings.withSeeding(SeedSettings.of(rule)));
  }

  /**
   * The same with other settings.
   *
   * @param changed all of them
   * @return the changed copy
   */
  public AddTorrent withSettings(TorrentSettings changed) {
    return new AddTorrent(
        source, directory, provider, check, paused, peers, excludedSources, changed);
  }

  /**
   * The same in another directory.
   *
   * @param place where its files go
   * @return the changed copy
   */
  public AddTorrent withDirectory(Path place) {
    return new AddTorrent(source, place, provider, check, paused, peers, excludedSources, settings);
  }

  /**
   * The same on another storage provider.
   *
   * @param id of the provider
   * @return the changed copy
   */
  public AddTorrent withProvider(String id) {
    return new AddTorrent(source, directory, id, check, paused, peers, excludedSources, settings);
  }

  /**
   * The same from another source.
   *
   * @param known torrent or magnet
   * @return the changed copy
   */
  public AddTorrent withSource(TorrentSource known) {
    return new AddTorrent(
        known, directory, provider, check, paused, peers, excludedSources, settings);
  }

  /**
   * The same, waiting for {@link Session#resume} or not.
   *
   * @param waiting whether it starts paused
   * @return the changed copy
   */
  public AddTorrent withPaused(boolean waiting) {
    return new AddTorrent(
        source, directory, provider, check, waiting, peers, excludedSources, settings);
  }
}
