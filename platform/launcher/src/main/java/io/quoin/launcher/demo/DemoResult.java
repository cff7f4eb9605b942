package io.quoin.launcher.demo;

import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param bytes of the payload
 * @param seconds from the first downloader's start to the last byte of the last one
 * @param hashes SHA-256 of each file at the seeder, by its name
 * @param downloads one for each downloader
 */
public record DemoResult(
    long bytes, double seconds, Map<String, String> hashes, List<Download> downloads) {

  /**
   * One downloader's part.
   *
   * @param name who
   * @param seconds from its start to its last byte
   * @param received payload bytes by the one that they came from
   * @param hashes SHA-256 of each file it has, by its name
   */
  public record Download(
      String name, double seconds, Map<String, Long> received, Map<String, String> hashes) {}

  /**
   * Whether every downloader has what the seeder has.
   *
   * @return true if all hashes agree
   */
  public boolean right() {
    return downloads.stream().allMatch(download -> download.hashes().equals(hashes));
  }
}
