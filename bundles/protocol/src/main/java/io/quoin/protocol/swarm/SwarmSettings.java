package io.quoin.protocol.swarm;

import io.quoin.api.engine.TorrentOrder;
import java.util.List;

/**
 * What a swarm is told at its start.
 *
 * @param order the torrent
 * @param peerId our id
 * @param throttles limits to downloading shared with other swarms of the loop
 * @param uploadThrottles limits to uploading shared with other swarms of the loop
 * @param extensions further extension messages
 * @param incentive told of peers
 */
public record SwarmSettings(
    TorrentOrder order,
    PeerId peerId,
    List<Throttle> throttles,
    List<Throttle> uploadThrottles,
    ExtensionDesk extensions,
    IncentiveDesk incentive) {}
