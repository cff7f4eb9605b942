package io.quoin.api.session;

import io.quoin.api.torrent.Selection;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What may be changed of a torrent while it is registered.
 *
 * @param transfer what it may use
 * @param selection which files are fetched, and in which order
 * @param seeding when it is paused once it is complete
 * @param labels words of the user's, at most {@value #LABELS} of at most {@value #LABEL_LENGTH}
 *     characters
 * @param trackers instead of those that the torrent names, in tiers (BEP 12), at most {@value
 *     #TRACKERS} in all; empty for its own
 */
public record TorrentSettings(
    TransferSettings transfer,
    Selection selection,
    SeedSettings seeding,
    List<String> labels,
    Optional<List<List<URI>>> trackers) {

  /** Most labels. */
  public static final int LABELS = 64;

  /** Longest label. */
  public static final int LABEL_LENGTH = 256;

  /** Most trackers. */
  public static final int TRACKERS = 200;

  /** Everything, without limits, by the session's rules. */
  public static final TorrentSettings DEFAULT =
      new TorrentSettings(
          TransferSettings.DEFAULT,
          Selection.ALL,
          SeedSettings.DEFAULT,
          List.of(),
          Optional.empty());

  /**
   * Copies the collections and checks their bounds.
   *
   * @throws IllegalArgumentException naming the bound that is passed
   */
  public TorrentSettings {
    labels = List.copyOf(labels);
    trackers = trackers.map(tiers -> tiers.stream().map(List::copyOf).toList());
    if (labels.size() > LABELS) {
      throw new IllegalArgumentException("a torrent has at most " + LABELS + " labels");
    }
    if (labels.stream().anyMatch(label -> label.isBlank() || label.length() > LABEL_LENGTH)) {
      throw new IllegalArgumentException(
          "a label is not blank and has at most " + LABEL_LENGTH + " characters");
    }
    if (trackers.stream().flatMap(List::stream).mapToInt(List::size).sum() > TRACKERS) {
      throw new IllegalArgumentException("a torrent has at most " + TRACKERS + " trackers");
    }
  }

  /**
   * The same, using otherwise.
   *
   * @param changed what it may use
   * @return the changed copy
   */
  public TorrentSettings withTransfer(TransferSettings changed) {
    return new TorrentSettings(changed, selection, seeding, labels, trackers);
  }

  /**
   * The same, fetching otherwise.
   *
   * @param changed what is fetched
   * @return the changed copy
   */
  public TorrentSettings withSelection(Selection changed) {
    return new TorrentSettings(transfer, changed, seeding, labels, trackers);
  }

  /**
   * The same, seeding otherwise.
   *
   * @param changed when it is paused
   * @return the changed copy
   */
  public TorrentSettings withSeeding(SeedSettings changed) {
    return new TorrentSettings(transfer, selection, changed, labels, trackers);
  }

  /**
   * The same with other labels.
   *
   * @param changed words of the user's
   * @return the changed copy
   */
  public TorrentSettings withLabels(List<String> changed) {
    return new TorrentSettings(transfer, selection, seeding, changed, trackers);
  }

  /**
   * The same with other trackers.
   *
   * @param changed instead of the torrent's own; empty for those
   * @return the changed copy
   */
  public TorrentSettings withTrackers(Optional<List<List<URI>>> changed) {
    return new TorrentSettings(transfer, selection, seeding, labels, changed);
  }
}
