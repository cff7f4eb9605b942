package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.RefusalReason;
import io.quoin.testbed.money.StandInWallet;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What buyers say that a test plays. */
final class Buyers {
  static final long LIMIT = 2 * Settings.TOKEN;
  static final Digest NONCE = Digest.ofHex("77".repeat(32));

  private Buyers() {}

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  static Bench.Remote buyer(Bench bench, int address) {
    return bench.remote(address, true, false);
  }

  /** An open as its payer would sign it for its connection. */
  static BttMessage.Open open(Bench bench, Bench.Remote buyer, Digest nonce) {
    return open(bench, buyer, buyer.session(), buyer.wallet, nonce);
  }

  static BttMessage.Open open(
      Bench bench, Bench.Remote buyer, Digest session, StandInWallet signs, Digest nonce) {
    return open(bench, buyer, session, signs, nonce, 1000 * Settings.TOKEN);
  }

  static BttMessage.Open open(
      Bench bench,
      Bench.Remote buyer,
      Digest session,
      StandInWallet signs,
      Digest nonce,
      long capacity) {
    Signature none = Signature.of(new byte[Signature.BYTES]);
    Digest digest = buyer.bytes().open(session, terms(bench, buyer, nonce, capacity, none));
    return terms(bench, buyer, nonce, capacity, now(signs.sign(digest)));
  }

  private static BttMessage.Open terms(
      Bench bench, Bench.Remote buyer, Digest nonce, long capacity, Signature signature) {
    long expiry = bench.testbed.clock().instant().plus(Duration.ofDays(2)).getEpochSecond();
    return new BttMessage.Open(
        buyer.address(), buyer.address(), nonce, 0, capacity, expiry / 86_400 * 86_400, signature);
  }

  /** A buyer whose channel is acknowledged. */
  static Bench.Remote opened(Bench bench, int address, Digest nonce) {
    Bench.Remote buyer = buyer(bench, address);
    buyer.say(open(bench, buyer, nonce));
    bench.run(1);
    return buyer;
  }

  /** A buyer that has bid as well. */
  static Bench.Remote bidder(Bench bench, int address) {
    Bench.Remote buyer = opened(bench, address, NONCE);
    bid(buyer);
    return buyer;
  }

  static void bid(Bench.Remote buyer) {
    buyer.say(new BttMessage.Bid(1 + buyer.heard.size(), LIMIT, 1L << 30, 3600));
  }

  /** A buyer that has a lease, and asks for all that it can get. */
  static Bench.Remote leased(Bench bench, int address) {
    Bench.Remote buyer = bidder(bench, address);
    buyer.wants = 1L << 40;
    bench.run(10);
    assertThat(buyer.heard(BttMessage.Accepted.class)).isNotEmpty();
    return buyer;
  }

  static ChannelId channel(Bench.Remote buyer) {
    return buyer.last(BttMessage.Ack.class).channel();
  }

  static BttMessage.Promise promise(Bench.Remote buyer, long sequence, long amount, long bytes) {
    Voucher voucher = new Voucher(channel(buyer), Bench.TORRENT, sequence, amount, bytes);
    Signature signature = now(buyer.wallet.sign(buyer.bytes().voucher(voucher)));
    return new BttMessage.Promise(new SignedVoucher(voucher, signature));
  }

  static long price(Bench.Remote buyer) {
    return buyer.last(BttMessage.Accepted.class).price();
  }

  /** Vouches for all that it was sent at the one price that it was leased at. */
  static void pay(Bench bench, Bench.Remote buyer, long sequence) {
    long amount = LeasePrice.due(buyer.sentPaid, price(buyer));
    buyer.say(promise(buyer, sequence, amount, buyer.sentPaid));
    bench.run(0.3);
  }

  static RefusalReason lastRefusal(Bench.Remote buyer) {
    return buyer.last(BttMessage.Refused.class).reason();
  }
}
