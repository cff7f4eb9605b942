package io.quoin.incentive.btt;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.wire.BttMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What sellers say that a test plays. */
final class Sellers {
  static final long D = 2 * Bench.PIECE + 256 * 1024;

  private Sellers() {}

  /** A seller that has told its price, and was sent an open. */
  static Bench.Remote seller(Bench bench, int address) {
    Bench.Remote seller = bench.remote(address, false, true);
    bench.run(1);
    seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
    bench.run(1);
    return seller;
  }

  static ChannelId channel(Bench.Remote seller) {
    BttMessage.Open open = seller.last(BttMessage.Open.class);
    return seller
        .bytes()
        .channel(
            open.payer(),
            seller.address(),
            open.signer(),
            Instant.ofEpochSecond(open.expiry()),
            open.nonce());
  }

  /** An ack as its payee would sign it for its connection. */
  static BttMessage.Ack ack(Bench.Remote seller) {
    return ack(seller, seller.session());
  }

  static BttMessage.Ack ack(Bench.Remote seller, Digest session) {
    Digest digest = seller.bytes().ack(session, channel(seller), seller.address());
    return new BttMessage.Ack(
        seller.address(),
        channel(seller),
        64 * Settings.TOKEN,
        D,
        Buyers.now(seller.wallet.sign(digest)));
  }

  static BttMessage.Receipt receipt(Bench.Remote seller, long billed) {
    Optional<SignedVoucher> newest =
        seller.heard(BttMessage.Promise.class).stream()
            .reduce((first, second) -> second)
            .map(BttMessage.Promise::signed);
    return new BttMessage.Receipt(channel(seller), Bench.TORRENT, newest, billed);
  }

  /** A seller that we have bid at. */
  static Bench.Remote agreed(Bench bench, int address) {
    Bench.Remote seller = seller(bench, address);
    seller.say(ack(seller));
    bench.run(1);
    seller.say(receipt(seller, 0));
    bench.run(1);
    return seller;
  }

  static BttMessage.Bid bid(Bench.Remote seller) {
    return seller.last(BttMessage.Bid.class);
  }

  static BttMessage.Accepted accepted(Bench.Remote seller, long price, long from, long due) {
    return new BttMessage.Accepted(bid(seller).sequence(), price, 30, from, due);
  }

  /** A seller that we lease from at its ask. */
  static Bench.Remote leased(Bench bench, int address) {
    Bench.Remote seller = agreed(bench, address);
    seller.say(accepted(seller, Settings.TOKEN, 0, 0));
    bench.run(1);
    return seller;
  }

  /** Bytes that we have promised to pay for. */
  static long promised(Bench.Remote seller) {
    return seller.heard(BttMessage.Promise.class).stream()
        .map(promise -> promise.signed().voucher())
        .mapToLong(Voucher::bytes)
        .max()
        .orElse(0);
  }

  /** A receipt with a voucher that somebody signed. */
  static BttMessage.Receipt shows(Voucher voucher, Signature signature) {
    return new BttMessage.Receipt(
        voucher.channel(),
        voucher.lane(),
        Optional.of(new SignedVoucher(voucher, signature)),
        voucher.bytes());
  }

  /** Says that a transfer which never was has paid a lane. */
  static BttMessage.Settled settled(ChannelId channel, int number) {
    return new BttMessage.Settled(
        new TransferId(Digest.ofHex("%064x".formatted(number))),
        1,
        List.of(new LaneSettlement(channel, Bench.TORRENT, 1)));
  }
}
