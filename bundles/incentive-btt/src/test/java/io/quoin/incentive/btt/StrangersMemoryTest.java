package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import io.quoin.incentive.btt.wire.RejectCode;
import io.quoin.testbed.money.StandInWallet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever comes and whatever is said: nothing is thrown, and nothing kept of those who are gone.
 */
class StrangersMemoryTest {

  private static int remembered(Bench bench) {
    return ((BttPolicy) bench.policy).remembered();
  }

  @Test
  void nothing_is_kept_of_peers_that_are_gone_at_whatever_stage() {
    Bench sells = new Bench(Settings.of(true, false), true);
    Bench buys = new Bench(Settings.of(false, true), false);
    for (int i = 0; i < 400; i++) {
      List<Bench.Remote> remotes = new ArrayList<>();
      remotes.add(sells.silent(2));
      remotes.add(Buyers.buyer(sells, 3));
      remotes.add(Buyers.opened(sells, 4, Buyers.NONCE));
      remotes.add(Buyers.bidder(sells, 5));
      remotes.get(3).helloAgain();
      remotes.add(Sellers.seller(buys, 2));
      remotes.forEach(Bench.Remote::disconnect);
    }

    assertThat(remembered(sells)).isZero();
    assertThat(remembered(buys)).isZero();
  }

  @Test
  void a_peer_that_goes_while_its_signature_is_looked_at_is_forgotten_too() {
    Bench bench = new Bench(Settings.of(true, false), true);
    Bench.Remote buyer = Buyers.buyer(bench, 2);
    buyer.say(Buyers.open(bench, buyer, Buyers.NONCE));

    buyer.disconnect();
    bench.run(5);

    assertThat(remembered(bench)).isZero();
    assertThat(buyer.heard(BttMessage.Ack.class)).isEmpty();
  }

  /** Any message with any values, some of them out of the conversation so far. */
  private static BttMessage any(Bench bench, Bench.Remote remote, Random random) {
    long number = number(random);
    Digest digest = Digest.ofHex("%064x".formatted(random.nextInt(3)));
    return switch (random.nextInt(14)) {
      case 0 -> new BttMessage.Ask(1 + random.nextInt(3_000_000), 1, 60);
      case 1 -> new BttMessage.Bid(1 + random.nextInt(50), price(random), number, 60);
      case 2 -> new BttMessage.Accepted(1 + random.nextInt(5), price(random), 30, number, number);
      case 3 -> new BttMessage.Refused(1 + random.nextInt(5), RefusalReason.OVER);
      case 4, 5 -> Buyers.open(bench, remote, digest);
      case 6 -> ack(remote);
      case 7, 8 -> promise(remote, random);
      case 9 -> receipt(remote, number);
      case 10 -> new BttMessage.Close(channel(remote), Bench.TORRENT);
      case 11 -> new BttMessage.Problem(ProblemCode.OTHER, 1);
      case 12 -> new BttMessage.Rejected(digest, RejectCode.BUSY);
      default -> Sellers.settled(channel(remote), 1 + random.nextInt(1000));
    };
  }

  private static long number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong() >>> 1;
      case 1 -> random.nextInt(4) * (long) Bench.PIECE;
      default -> random.nextInt(1 << 22);
    };
  }

  private static long price(Random random) {
    return random.nextInt(4) == 0 ? 1L << 53 : 1 + random.nextInt(3_000_000);
  }

  private static ChannelId channel(Bench.Remote remote) {
    if (!remote.heard(BttMessage.Ack.class).isEmpty()) {
      return Buyers.channel(remote);
    }
    return remote.heard(BttMessage.Open.class).isEmpty()
        ? new ChannelId(Buyers.NONCE)
        : Sellers.channel(remote);
  }

  private static BttMessage ack(Bench.Remote remote) {
    return remote.heard(BttMessage.Open.class).isEmpty()
        ? new BttMessage.Problem(ProblemCode.OTHER, 0)
        : Sellers.ack(remote);
  }

  private static BttMessage promise(Bench.Remote remote, Random random) {
    Voucher voucher =
        new Voucher(
            channel(remote),
            Bench.TORRENT,
            1 + random.nextInt(20),
            number(random),
            1 + random.nextInt(1 << 21));
    return new BttMessage.Promise(
        new SignedVoucher(
            voucher, Buyers.now(remote.wallet.sign(remote.bytes().voucher(voucher)))));
  }

  private static BttMessage receipt(Bench.Remote remote, long billed) {
    return remote.heard(BttMessage.Open.class).isEmpty()
        ? new BttMessage.Receipt(channel(remote), Bench.TORRENT, Optional.empty(), billed)
        : Sellers.receipt(remote, Math.max(billed, Sellers.promised(remote)));
  }

  /** With a byte or two changed now and then. */
  private static ByteBuffer perhapsBroken(BttMessage message, Random random) {
    byte[] bytes = TestKeys.bytes(MessageCodec.encode(message));
    if (random.nextInt(12) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return ByteBuffer.wrap(bytes);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void whatever_is_said_in_whatever_order_nothing_is_thrown_and_the_bounds_hold(
      boolean sells, boolean buys) {
    int leases = 0;
    int promises = 0;
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Bench bench = new Bench(Settings.of(sells, buys), !buys);
      for (int life = 0; life < 4; life++) {
        Bench.Remote remote = somebody(bench, 2 + life, sells, buys, random);
        for (int step = 0; step < 40; step++) {
          act(bench, remote, random);
        }
        leases += remote.heard(BttMessage.Accepted.class).size();
        promises += remote.heard(BttMessage.Promise.class).size();
        assertThat(Sellers.promised(remote)).isLessThanOrEqualTo(remote.received);
        remote.disconnect();
      }
      bench.run(30);
      assertThat(remembered(bench)).isZero();
      bounded(bench);
      HandOver left = bench.policy.close();
      assertThat(left.version()).isEqualTo(1);
    }
    assertThat(sells ? leases : promises).as("it was no idle talk").isPositive();
  }

  /** At the beginning, or well in the middle of it. */
  private static Bench.Remote somebody(
      Bench bench, int address, boolean buyer, boolean seller, Random random) {
    boolean both = buyer && seller;
    if (random.nextBoolean() || both) {
      return bench.remote(address, buyer, seller);
    }
    return buyer ? Buyers.leased(bench, address) : Sellers.leased(bench, address);
  }

  private static void act(Bench bench, Bench.Remote remote, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> bench.run(random.nextInt(12));
      case 1 -> remote.delivers(random.nextInt(3) * (long) Bench.PIECE, 0);
      case 2 -> remote.wants = random.nextInt(1 << 22);
      case 3 -> {
        if (random.nextInt(10) == 0) {
          remote.helloAgain();
        }
      }
      default -> remote.sayBytes(perhapsBroken(any(bench, remote, random), random));
    }
    bench.run(0.1);
  }

  private static void bounded(Bench bench) {
    for (int address = 2; address < 6; address++) {
      PayerAccount account =
          bench.own.answer(bench.own.journal.payer(StandInWallet.address(address)));
      assertThat(account.debt()).isLessThanOrEqualTo(Settings.CREDIT.mostOfOne());
    }
  }
}
