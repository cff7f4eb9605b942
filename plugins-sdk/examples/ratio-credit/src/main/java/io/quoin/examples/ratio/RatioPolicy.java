package io.quoin.examples.ratio;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.torrent.TorrentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has members prove themselves, counts what passes with them, and serves those in credit sooner.
 */
final class RatioPolicy implements IncentivePolicy {
  private static final Logger log = LoggerFactory.getLogger(RatioPolicy.class);

  private final IncentiveContext context;
  private final GroupKey key;
  private final Terms terms;
  private final CreditBook book;
  private final Optional<BookFile> file;
  private final Map<IncentivePeer, Membership> members = new HashMap<>();
  private final Set<IncentivePeer> heard = new HashSet<>();
  private List<PeerStanding> standings = List.of();
  private boolean changed;

  /**
   * Who we are, and what credit is worth.
   *
   * @param member our name
   * @param slots members in credit that are served at once
   * @param weight of each, in percent of anybody else's
   */
  record Terms(String member, int slots, int weight) {}

  /**
   * A peer that has proved that it is a member.
   *
   * @param name of the member
   * @param counted what has passed with the peer and is in the book, or came before the proof
   */
  private record Membership(String name, PeerTraffic counted) {}

  /** Offers the extension. */
  RatioPolicy(
      IncentiveContext context,
      GroupKey key,
      Terms terms,
      CreditBook book,
      Optional<BookFile> file) {
    this.context = context;
    this.key = key;
    this.terms = terms;
    this.book = book;
    this.file = file;
    context.offer(
        new ExtensionOffer(Hello.NAME, Hello.value(), Optional.of(Hello.NONCE), true, Set.of()));
  }

  // --- who is who ---

  @Override
  public void joined(IncentivePeer peer) {
    // Who it is it says after its handshake.
  }

  @Override
  public void handshake(IncentivePeer peer, ByteBuffer value) {
    forget(peer);
    Hello.nonce(value)
        .map(nonce -> new GroupKey.Occasion(peer.localId(), peer.remoteId(), nonce))
        .map(occasion -> key.prove(terms.member(), occasion))
        .ifPresent(proof -> context.send(peer, proof.encode()));
  }

  /** One message a handshake is looked at: nobody gets to try until one fits. */
  @Override
  public void received(PeerTraffic at, ByteBuffer payload) {
    IncentivePeer peer = at.peer();
    if (heard.add(peer)) {
      GroupKey.Occasion occasion =
          new GroupKey.Occasion(peer.remoteId(), peer.localId(), peer.nonce());
      Proof.decode(payload)
          .filter(proof -> key.confirms(proof, occasion))
          .ifPresent(proof -> recognise(at, proof.member()));
    }
  }

  /** It need not wait for the next round: after a swap all members prove themselves anew. */
  private void recognise(PeerTraffic at, String name) {
    members.put(at.peer(), new Membership(name, at));
    publish();
  }

  @Override
  public void withdrawn(IncentivePeer peer) {
    forget(peer);
  }

  @Override
  public void left(PeerTraffic last) {
    count(last);
    forget(last.peer());
  }

  private void forget(IncentivePeer peer) {
    members.remove(peer);
    heard.remove(peer);
  }

  // --- what passes ---

  @Override
  public void traffic(List<PeerTraffic> traffic) {
    traffic.forEach(this::count);
  }

  private void count(PeerTraffic now) {
    Membership member = members.get(now.peer());
    if (member == null) {
      return;
    }
    PeerTraffic before = member.counted();
    long given = now.verified() - before.verified();
    long taken = sent(now) - sent(before);
    if (given > 0 || taken > 0) {
      book.count(member.name(), Math.max(0, given), Math.max(0, taken));
      members.put(now.peer(), new Membership(member.name(), now));
      changed = true;
    }
  }

  private static long sent(PeerTraffic traffic) {
    return traffic.sentPaid() + traffic.sentFree() + traffic.sentOptimistic();
  }

  @Override
  public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {
    // What has not verified is not counted; the engine bans whoever is to blame.
  }

  // --- who is served ---

  @Override
  public void round(List<PeerStanding> now) {
    standings = List.copyOf(now);
    publish();
    save();
  }

  private void publish() {
    Map<IncentivePeer, PeerShare> shares =
        standings.stream()
            .filter(standing -> standing.peerInterested() && standing.offers())
            .map(PeerStanding::peer)
            .filter(peer -> credit(peer) > 0)
            .sorted(Comparator.comparingLong(this::credit).reversed())
            .limit(terms.slots())
            .collect(Collectors.toMap(Function.identity(), peer -> inCredit()));
    context.publish(new Allocation(shares));
  }

  private long credit(IncentivePeer peer) {
    Membership member = members.get(peer);
    return member == null ? 0 : book.credit(member.name());
  }

  private PeerShare inCredit() {
    return new PeerShare(
        UploadClass.FREE,
        terms.weight(),
        Long.MAX_VALUE,
        Optional.empty(),
        Long.MAX_VALUE,
        0,
        false);
  }

  // --- what is kept ---

  private void save() {
    if (changed && file.isPresent()) {
      try {
        file.get().write(book);
        changed = false;
      } catch (IOException e) {
        log.warn("the book of credit was not saved and will be tried again: {}", e.toString());
      }
    }
  }

  @Override
  public HandOver close() {
    save();
    return new HandOver(CreditBook.VERSION, ByteBuffer.wrap(book.encode()));
  }
}
