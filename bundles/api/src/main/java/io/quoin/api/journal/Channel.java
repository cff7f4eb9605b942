package io.quoin.api.journal;

import java.util.List;

/**
 * A channel as it stands.
 *
 * @param terms what was agreed
 * @param closed whether nothing may be promised in it any more; its debt stays
 * @param lanes those with a voucher or with progress
 */
public record Channel(ChannelTerms terms, boolean closed, List<Lane> lanes) {

  /** Copies the lanes. */
  public Channel {
    lanes = List.copyOf(lanes);
  }
}
