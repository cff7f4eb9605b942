package io.quoin.api.session;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;

/**
 * What a torrent may use.
 *
 * @param download its rate of its own
 * @param upload its rate of its own
 * @param connections peer connections, 1 to 10 000
 * @param uploadSlots peers unchoked at once besides the optimistic one, 1 to 1000
 * @param priority whether its bytes pass before those of other torrents where the session's rate is
 *     limited
 */
public record TransferSettings(
    SpeedLimit download, SpeedLimit upload, int connections, int uploadSlots, Priority priority) {

  /** No limits of its own. */
  public static final TransferSettings DEFAULT = of(Limits.DEFAULT);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public TransferSettings {
    new Limits(download.rate(), upload.rate(), connections, uploadSlots);
  }

  /**
   * Plain limits.
   *
   * @param limits all of them
   * @return of normal priority
   */
  public static TransferSettings of(Limits limits) {
    return new TransferSettings(
        SpeedLimit.OFF.withRate(limits.downloadRate()),
        SpeedLimit.OFF.withRate(limits.uploadRate()),
        limits.connections(),
        limits.uploadSlots(),
        Priority.NORMAL);
  }

  /**
   * What holds now.
   *
   * @return as plain limits
   */
  public Limits limits() {
    return new Limits(download.rate(), upload.rate(), connections, uploadSlots);
  }

  /**
   * The same with plain limits; rates that are unlimited keep their figure and are switched off.
   *
   * @param limits all of them
   * @return the changed copy
   */
  public TransferSettings withLimits(Limits limits) {
    return new TransferSettings(
        download.withRate(limits.downloadRate()),
        upload.withRate(limits.uploadRate()),
        limits.connections(),
        limits.uploadSlots(),
        priority);
  }

  /**
   * The same with another rate.
   *
   * @param changed for downloading
   * @return the changed copy
   */
  public TransferSettings withDownload(SpeedLimit changed) {
    return new TransferSettings(changed, upload, connections, uploadSlots, priority);
  }

  /**
   * The same with another rate.
   *
   * @param changed for uploading
   * @return the changed copy
   */
  public TransferSettings withUpload(SpeedLimit changed) {
    return new TransferSettings(download, changed, connections, uploadSlots, priority);
  }

  /**
   * The same with another number of connections.
   *
   * @param most 1 to 10 000
   * @return the changed copy
   */
  public TransferSettings withConnections(int most) {
    return new TransferSettings(download, upload, most, uploadSlots, priority);
  }

  /**
   * The same with another priority.
   *
   * @param changed among the session's torrents
   * @return the changed copy
   */
  public TransferSettings withPriority(Priority changed) {
    return new TransferSettings(download, upload, connections, uploadSlots, changed);
  }
}
