package io.quoin.protocol;

import io.quoin.protocol.net.NettyDialer;
import io.quoin.protocol.net.NettyLoop;
import io.quoin.protocol.swarm.Throttle;
import java.time.InstantSource;
import java.util.List;

/**
 * A loop with what its swarms share.
 *
 * @param loop where they live
 * @param dialer opens their connections
 * @param down the loop's share of the session's download limit
 * @param up the loop's share of the session's upload limit
 */
record LoopSite(NettyLoop loop, NettyDialer dialer, Throttle down, Throttle up) {

  /** The same for one torrent. */
  TorrentSite forTorrent() {
    return new TorrentSite(loop, dialer, InstantSource.system(), List.of(down), List.of(up));
  }
}
