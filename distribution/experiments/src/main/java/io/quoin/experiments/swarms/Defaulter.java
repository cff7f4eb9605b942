package io.quoin.experiments.swarms;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.MessageCodec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Chokes everybody, takes leases, and never promises anything for them. */
final class Defaulter extends PolicyShell {
  private final Set<IncentivePeer> peers = new LinkedHashSet<>();
  private boolean leased;
  private boolean spent;

  Defaulter(IncentiveProvider inner) {
    super(inner);
  }

  /** Whether a lease of this address is over. */
  boolean spent() {
    return spent;
  }

  @Override
  boolean met(IncentivePeer peer) {
    return peers.add(peer);
  }

  @Override
  void gone(PeerTraffic last) {
    peers.remove(last.peer());
  }

  @Override
  boolean sends(ByteBuffer payload) {
    return !(MessageCodec.decode(payload) instanceof Decoded.Known known
        && known.message() instanceof BttMessage.Promise);
  }

  @Override
  Allocation published(Allocation allocation) {
    Map<IncentivePeer, PeerShare> shares = new HashMap<>();
    peers.forEach(
        peer -> shares.put(peer, choked(allocation.shares().getOrDefault(peer, PeerShare.OPEN))));
    boolean now = allocation.shares().values().stream().anyMatch(PeerShare::wholePieces);
    spent |= leased && !now;
    leased = now;
    return new Allocation(shares);
  }

  private static PeerShare choked(PeerShare share) {
    return new PeerShare(
        UploadClass.NONE,
        1,
        Long.MAX_VALUE,
        share.message(),
        share.requestUpTo(),
        share.preference(),
        share.wholePieces());
  }
}
