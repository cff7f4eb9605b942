package io.quoin.launcher.demo;

import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param bytes of the payload
 * @param seconds from the first downloader's start to the last byte of the last one
 * @param hashes SHA-256 of each file at the seeders, by its name
 * @param downloads one for each downloader
 * @param money who paid whom
 */
public record DemoResult(
    long bytes,
    double seconds,
    Map<String, String> hashes,
    List<Download> downloads,
    DemoMoney money) {

  /**
   * One downloader's part.
   *
   * @param name who
   * @param pays whether it pays to be served sooner
   * @param seconds from its start to its last byte
   * @param received payload bytes by the one that they came from
   * @param hashes SHA-256 of each file it has, by its name
   */
  public record Download(
      String name,
      boolean pays,
      double seconds,
      Map<String, Long> received,
      Map<String, String> hashes) {}

  /** Copies the list. */
  public DemoResult {
    downloads = List.copyOf(downloads);
  }

  /**
   * Whether every downloader has what the seeders have.
   *
   * @return true if all hashes agree
   */
  public boolean right() {
    return downloads.stream().allMatch(download -> download.hashes().equals(hashes));
  }

  /**
   * How long those took who pay, or those who do not.
   *
   * @param pay which of them
   * @return the median in seconds
   */
  public double medianSeconds(boolean pay) {
    double[] sorted =
        downloads.stream()
            .filter(download -> download.pays() == pay)
            .mapToDouble(Download::seconds)
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
