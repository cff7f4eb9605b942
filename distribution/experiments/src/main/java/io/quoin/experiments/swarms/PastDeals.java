package io.quoin.experiments.swarms;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What users who have dealt with each other before have in their books: an open channel, and in it
 * a few GiB of another torrent, paid.
 */
final class PastDeals {
  private static final int GIB_BITS = 30;
  private static final TorrentId ANOTHER = new TorrentId(InfoHash.ofHex("ee".repeat(20)));
  private static final Duration LEFT = Duration.ofDays(6);

  private final Instant expiry;
  private final NetId net;
  private final TokenId token;

  PastDeals(Instant now, NetId net, TokenId token) {
    this.expiry = now.plus(LEFT).truncatedTo(ChronoUnit.SECONDS);
    this.net = net;
    this.token = token;
  }

  Channel between(Trader payer, Trader payee, int gib) {
    long paid = gib * Terms.TOKEN;
    long delivered = (long) gib << GIB_BITS;
    SignedBytes bytes = new SignedBytes(payer.wallet()::keccak256, net, token);
    Address from = payer.address();
    Address to = payee.address();
    Digest nonce = nonce(payer, payee);
    ChannelTerms terms =
        new ChannelTerms(
            bytes.channel(from, to, from, expiry, nonce),
            from,
            to,
            from,
            1000 * Terms.TOKEN,
            expiry,
            nonce);
    Voucher voucher = new Voucher(terms.id(), ANOTHER, 1, paid, delivered);
    SignedVoucher signed =
        new SignedVoucher(voucher, payer.wallet().signed(bytes.voucher(voucher)));
    LaneProgress progress =
        new LaneProgress(delivered, delivered, 0, List.of(new LeasePrice(0, Terms.TOKEN)));
    return new Channel(
        terms, false, List.of(new Lane(ANOTHER, Optional.of(signed), paid, progress)));
  }

  private static Digest nonce(Trader payer, Trader payee) {
    ByteBuffer both = ByteBuffer.allocate(2 * Address.BYTES);
    both.put(payer.address().bytes()).put(payee.address().bytes()).flip();
    return payer.wallet().keccak256(both);
  }
}
