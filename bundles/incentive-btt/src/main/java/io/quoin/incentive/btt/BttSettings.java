package io.quoin.incentive.btt;

import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.CreditTerms;
import java.time.Duration;
import java.util.Set;

/**
 * What the user has decided. Prices are base units per GiB, amounts base units.
 *
 * @param earn whether peers may pay us
 * @param spend whether we pay peers
 * @param freePercent of an upload limit, for those who do not pay
 * @param ask the first price
 * @param reserve the lowest price
 * @param ceiling the highest price
 * @param limit the most that is paid
 * @param credit how far payers are trusted
 * @param capacity of a channel that we open
 * @param lifetime of a channel that we open
 * @param strangers how many sellers that we never settled with are bought from at once
 * @param seedingFloor what a finished torrent has to earn in 15 minutes to be worth seeding on
 * @param fees whether transfers that cost a fee are made
 * @param privateTorrents whether private torrents take part
 * @param except torrents that take no part
 */
public record BttSettings(
    boolean earn,
    boolean spend,
    int freePercent,
    long ask,
    long reserve,
    long ceiling,
    long limit,
    CreditTerms credit,
    long capacity,
    Duration lifetime,
    int strangers,
    long seedingFloor,
    boolean fees,
    boolean privateTorrents,
    Set<TorrentId> except) {

  /** The least that those who do not pay have, in percent. */
  public static final int LEAST_FREE = 25;

  /**
   * Copies the set and checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public BttSettings {
    except = Set.copyOf(except);
    if (freePercent < LEAST_FREE || freePercent > 100) {
      throw new IllegalArgumentException(
          "those who do not pay have 25 to 100 percent, not " + freePercent);
    }
    if (limit < 1 || capacity < 1 || strangers < 0 || seedingFloor < 0) {
      throw new IllegalArgumentException("prices and capacities are at least 1");
    }
  }
}
