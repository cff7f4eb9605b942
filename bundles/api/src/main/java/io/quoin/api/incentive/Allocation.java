package io.quoin.api.incentive;

import java.util.Map;

/**
 * What every peer gets until the next round. Peers that are not named are left to the engine's
 * tit-for-tat; entries that are not renewed for 30 s age out to it too.
 *
 * @param shares by peer
 */
public record Allocation(Map<IncentivePeer, PeerShare> shares) {

  /** Everything is left to the engine. */
  public static final Allocation NONE = new Allocation(Map.of());

  /** Copies the shares. */
  public Allocation {
    shares = Map.copyOf(shares);
  }
}
