package io.quoin.metainfo;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a {@code .torrent} file says outside its info dictionary: not covered by any hash. */
final class Announcement {

  private final List<List<URI>> trackers;
  private final List<URI> webSeeds;
  private final List<URI> httpSeeds;
  private final List<InetSocketAddress> nodes;
  private final String comment;
  private final String createdBy;
  private final Instant creationDate;

  private Announcement(
      List<List<URI>> trackers,
      List<URI> webSeeds,
      List<URI> httpSeeds,
      List<InetSocketAddress> nodes,
      String comment,
      String createdBy,
      Instant creationDate) {
    this.trackers = trackers;
    this.webSeeds = webSeeds;
    this.httpSeeds = httpSeeds;
    this.nodes = nodes;
    this.comment = comment;
    this.createdBy = createdBy;
    this.creationDate = creationDate;
  }

  static Announcement of(List<List<URI>> trackers, List<URI> webSeeds) {
    return new Announcement(
        trackers.stream().map(List::copyOf).filter(tier -> !tier.isEmpty()).toList(),
        List.copyOf(webSeeds),
        List.of(),
        List.of(),
        null,
        null,
        null);
  }

  static Announcement read(BDictionary torrent, Warnings warnings) {
    AddressReader reader = new AddressReader(warnings);
    return new Announcement(
        reader.tiers(torrent),
        reader.seeds(torrent, "url-list"),
        reader.seeds(torrent, "httpseeds"),
        reader.nodes(torrent),
        text(torrent, "comment"),
        text(torrent, "created by"),
        date(torrent));
  }

  private static String text(BDictionary torrent, String key) {
    return torrent
        .string(key + ".utf-8")
        .or(() -> torrent.string(key))
        .map(text -> SafeNames.text(text.toString(), 4096))
        .filter(text -> !text.isBlank())
        .orElse(null);
  }

  private static Instant date(BDictionary torrent) {
    long seconds = torrent.integer("creation date").orElse(0);
    return seconds > 0 && seconds < 253_402_300_800L ? Instant.ofEpochSecond(seconds) : null;
  }

  List<List<URI>> trackers() {
    return trackers;
  }

  List<URI> webSeeds() {
    return webSeeds;
  }

  List<URI> httpSeeds() {
    return httpSeeds;
  }

  List<InetSocketAddress> nodes() {
    return nodes;
  }

  Optional<String> comment() {
    return Optional.ofNullable(comment);
  }

  Optional<String> createdBy() {
    return Optional.ofNullable(createdBy);
  }

  Optional<Instant> creationDate() {
    return Optional.ofNullable(creationDate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Announcement that
        && trackers.equals(that.trackers)
        && webSeeds.equals(that.webSeeds)
        && httpSeeds.equals(that.httpSeeds)
        && nodes.equals(that.nodes)
        && Objects.equals(comment, that.comment)
        && Objects.equals(createdBy, that.createdBy)
        && Objects.equals(creationDate, that.creationDate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(trackers, webSeeds, httpSeeds, nodes, comment, createdBy, creationDate);
  }
}
