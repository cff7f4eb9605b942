package io.quoin.api.session;

import io.quoin.api.torrent.Limits;
import java.nio.file.Path;

/**
 * What holds for all torrents together, and for those that are added.
 *
 * @param download rate of all torrents together
 * @param upload rate of all torrents together
 * @param alternative rates that may hold instead
 * @param queue how many run at once
 * @param seeding when torrents without a rule of their own are paused
 * @param added what torrents are added with
 */
public record SessionSettings(
    SpeedLimit download,
    SpeedLimit upload,
    AlternativeSpeed alternative,
    QueueSettings queue,
    SeedDefaults seeding,
    Added added) {

  /**
   * What whoever adds a torrent and does not say otherwise should take; the session itself takes
   * what the wish says.
   *
   * @param directory where files go
   * @param connections peer connections of a torrent, 1 to 10 000
   * @param sequential whether pieces are fetched in order
   * @param start whether it starts at once
   */
  public record Added(Path directory, int connections, boolean sequential, boolean start) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number of connections is out of range
     */
    public Added {
      Limits.DEFAULT.withConnections(connections);
    }
  }

  /**
   * The rates that hold now.
   *
   * @return with the session's ordinary numbers of connections and slots, which no engine reads
   */
  public Limits limits() {
    return alternative.on()
        ? Limits.DEFAULT.withRates(alternative.download(), alternative.upload())
        : Limits.DEFAULT.withRates(download.rate(), upload.rate());
  }

  /**
   * The same with another rate.
   *
   * @param changed for downloading
   * @return the changed copy
   */
  public SessionSettings withDownload(SpeedLimit changed) {
    return new SessionSettings(changed, upload, alternative, queue, seeding, added);
  }

  /**
   * The same with another rate.
   *
   * @param changed for uploading
   * @return the changed copy
   */
  public SessionSettings withUpload(SpeedLimit changed) {
    return new SessionSettings(download, changed, alternative, queue, seeding, added);
  }

  /**
   * The same with other alternative rates.
   *
   * @param changed rates and schedule
   * @return the changed copy
   */
  public SessionSettings withAlternative(AlternativeSpeed changed) {
    return new SessionSettings(download, upload, changed, queue, seeding, added);
  }

  /**
   * The same with another queue.
   *
   * @param changed how many run at once
   * @return the changed copy
   */
  public SessionSettings withQueue(QueueSettings changed) {
    return new SessionSettings(download, upload, alternative, changed, seeding, added);
  }

  /**
   * The same with other rules for seeding.
   *
   * @param changed when torrents are paused
   * @return the changed copy
   */
  public SessionSettings withSeeding(SeedDefaults changed) {
    return new SessionSettings(download, upload, alternative, queue, changed, added);
  }

  /**
   * The same for torrents that are added.
   *
   * @param changed what they are added with
   * @return the changed copy
   */
  public SessionSettings withAdded(Added changed) {
    return new SessionSettings(download, upload, alternative, queue, seeding, changed);
  }
}
