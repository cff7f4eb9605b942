package io.quoin.api.incentive;

import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A policy at work. Calls come one at a time, on one thread that belongs to no event loop, through
 * a mailbox that holds 64 messages a peer and 4096 in all; messages that do not fit are dropped,
 * arrivals, departures, handshakes, failed pieces and rounds are not. The engine never waits for a
 * policy: one that hangs or throws leaves its last allocation to age out, and tit-for-tat takes
 * over. One that has not come to 65 536 of the calls that are not dropped is left behind.
 *
 * <p>A policy is on trial until its first {@link #round}, which begins at once, has returned. If it
 * throws before, or takes more than two seconds to open or for that round, it is closed and the
 * policy before it is opened again.
 */
@ConsumerType
public interface IncentivePolicy {

  /**
   * A peer is connected and both handshakes are done.
   *
   * @param peer valid until {@link #left}
   */
  void joined(IncentivePeer peer);

  /**
   * A peer is gone.
   *
   * @param last its final counts
   */
  void left(PeerTraffic last);

  /**
   * What has passed, at most every 100 ms.
   *
   * @param traffic of the peers whose counts have changed
   */
  void traffic(List<PeerTraffic> traffic);

  /**
   * A round of 10 s begins: publish what holds during it.
   *
   * @param standings of all peers of all torrents
   */
  void round(List<PeerStanding> standings);

  /**
   * A piece failed its hash.
   *
   * @param torrent whose piece
   * @param piece its index
   * @param suppliers peers that sent blocks of it
   */
  void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers);

  /**
   * The peer's extension handshake names the policy's extension and carries its key, for the first
   * time or with another value than before.
   *
   * @param peer who
   * @param value bencoded, valid during the call
   */
  void handshake(IncentivePeer peer, ByteBuffer value);

  /**
   * The peer speaks the policy's extension no more: it has taken it out of its handshake, or is
   * gone, which {@link #left} tells next.
   *
   * @param peer who
   */
  void withdrawn(IncentivePeer peer);

  /**
   * A message of the policy's extension.
   *
   * @param at what had passed with the peer when the message arrived: of the payload that came
   *     before it in the stream all is counted, of what came after it nothing
   * @param payload without the message id, valid during the call
   */
  void received(PeerTraffic at, ByteBuffer payload);

  /**
   * The policy is to end: no call comes after this one. The context works until it returns, so that
   * last words and a last allocation still go out; then peers are told that the extension is off.
   * One that takes more than two seconds is left behind with what it would have handed over.
   *
   * @return what a successor of the same provider id may continue with
   */
  HandOver close();
}
