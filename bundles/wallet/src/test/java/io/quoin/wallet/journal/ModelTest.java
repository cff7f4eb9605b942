package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.US;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of entries drawn from a seed, valid and not, beside a model that is a few maps: both
 * take and refuse the same, and come to the same sums.
 */
class ModelTest {

  private static final int ENTRIES = 3000;
  private static final int CHANNELS = 8;
  private static final int TORRENTS = 3;
  private static final Budgets BUDGETS = new Budgets(60_000, 90_000, 40_000, 120_000);

  @TempDir private Path directory;

  private record LaneKey(int channel, int torrent) {}

  private static final class LaneModel {
    long sequence;
    long amount;
    long bytes;
    long settled;
  }

  private final Map<LaneKey, LaneModel> lanes = new HashMap<>();
  private final Map<TransferId, Long> credited = new HashMap<>();
  private long today;
  private long day;

  private static boolean outgoing(int channel) {
    return channel % 2 == 0;
  }

  private static Address other(int channel) {
    return Bench.address(10 + channel / 4);
  }

  private LaneModel lane(int channel, int torrent) {
    return lanes.computeIfAbsent(new LaneKey(channel, torrent), key -> new LaneModel());
  }

  private long sum(Predicate<LaneKey> which) {
    return lanes.entrySet().stream()
        .filter(lane -> which.test(lane.getKey()))
        .mapToLong(lane -> lane.getValue().amount)
        .sum();
  }

  private long settled(Predicate<LaneKey> which) {
    return lanes.entrySet().stream()
        .filter(lane -> which.test(lane.getKey()))
        .mapToLong(lane -> lane.getValue().settled)
        .sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_order_of_entries_comes_to_what_the_model_says(long seed) throws Exception {
    Random random = new Random(seed);
    Bench bench = Bench.in(Bench.unsynced(directory), BUDGETS, new HandLoop());
    ChannelTerms[] terms = new ChannelTerms[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      terms[i] =
          outgoing(i) ? bench.terms(i, US, other(i), 50_000) : bench.terms(i, other(i), US, 50_000);
      bench.done(bench.writer.open(terms[i]));
    }
    int refused = 0;

    for (int i = 0; i < ENTRIES; i++) {
      int channel = random.nextInt(CHANNELS);
      int torrent = random.nextInt(TORRENTS);
      boolean expected;
      CompletionStage<?> stage;
      if (random.nextInt(200) == 0) {
        bench.loop.advance(Duration.ofHours(random.nextInt(20)));
      }
      if (!outgoing(channel) && random.nextInt(6) == 0) {
        SettlementClaim claim = claim(bench, terms, channel, torrent, random);
        stage = bench.journal.credit(claim);
        expected = model(claim, channel, torrent, bench);
      } else {
        LaneModel lane = lane(channel, torrent);
        long amount = lane.amount + random.nextInt(150) - 5;
        long bytes = lane.bytes + random.nextInt(1000) - 20;
        long sequence = lane.sequence + random.nextInt(4);
        stage =
            outgoing(channel)
                ? bench.writer.issue(
                    new VoucherOrder(
                        terms[channel].id(),
                        Bench.torrent(torrent),
                        Math.max(0, amount),
                        Math.max(1, bytes)),
                    Bench::digest)
                : bench.writer.accept(
                    signed(
                        terms[channel],
                        Bench.torrent(torrent),
                        Math.max(1, sequence),
                        Math.max(0, amount),
                        Math.max(1, bytes)));
        expected =
            model(
                bench,
                channel,
                torrent,
                Math.max(1, sequence),
                Math.max(0, amount),
                Math.max(1, bytes));
      }
      boolean taken = taken(bench, stage);
      assertThat(taken).as("entry " + i).isEqualTo(expected);
      refused += taken ? 0 : 1;
      if (i % 100 == 0) {
        settleSome(bench, random);
        compare(bench);
      }
    }

    assertThat(refused).isBetween(ENTRIES / 20, ENTRIES * 19 / 20);
    compare(bench);
    bench.closed(directory);
  }

  private static boolean taken(Bench bench, CompletionStage<?> stage) throws Exception {
    try {
      bench.done(stage);
      return true;
    } catch (JournalException refusal) {
      return false;
    }
  }

  private boolean model(
      Bench bench, int channel, int torrent, long sequence, long amount, long bytes) {
    LaneModel lane = lane(channel, torrent);
    long more = amount - lane.amount;
    boolean out = outgoing(channel);
    if (!out && sequence == lane.sequence && amount == lane.amount && bytes == lane.bytes) {
      return lane.sequence > 0;
    }
    long now = Math.floorDiv(bench.loop.instant().getEpochSecond(), 86_400);
    if (now != day) {
      day = now;
      today = 0;
    }
    boolean fits =
        more >= 0
            && bytes > lane.bytes
            && (out || sequence > lane.sequence)
            && sum(key -> key.channel() == channel) + more <= 50_000;
    if (out) {
      fits &= sum(key -> ours(key, other(channel))) + more <= BUDGETS.payee();
      fits &=
          sum(key -> outgoing(key.channel()) && key.torrent() == torrent) + more
              <= BUDGETS.torrent();
      fits &= today + more <= BUDGETS.day();
      fits &= sum(key -> outgoing(key.channel())) + more <= BUDGETS.total();
    }
    if (fits) {
      lane.sequence = out ? lane.sequence + 1 : sequence;
      lane.amount = amount;
      lane.bytes = bytes;
      today += out ? more : 0;
    }
    return fits;
  }

  private static boolean ours(LaneKey key, Address payee) {
    return outgoing(key.channel()) && other(key.channel()).equals(payee);
  }

  private SettlementClaim claim(
      Bench bench, ChannelTerms[] terms, int channel, int torrent, Random random) {
    long increment = 1L + random.nextInt(200);
    TransferId id =
        credited.isEmpty() || random.nextInt(3) > 0
            ? bench.ledger.pay(other(channel), US, bench.ledger.token().id(), increment)
            : credited.keySet().iterator().next();
    if (random.nextInt(10) > 0) {
      bench.loop.advance(FakeLedger.FINALITY);
    }
    long upTo = lane(channel, torrent).settled + increment + random.nextInt(10) / 9;
    return new SettlementClaim(
        id,
        other(channel),
        List.of(new LaneSettlement(terms[channel].id(), Bench.torrent(torrent), upTo)));
  }

  private boolean model(SettlementClaim claim, int channel, int torrent, Bench bench)
      throws Exception {
    var facts = bench.done(bench.ledger.transfer(claim.transfer())).orElseThrow();
    LaneModel lane = lane(channel, torrent);
    long upTo = claim.lanes().get(0).upTo();
    boolean fits =
        facts.isFinal()
            && !credited.containsKey(claim.transfer())
            && upTo > lane.settled
            && upTo <= lane.amount
            && upTo - lane.settled == facts.amount();
    if (fits) {
      credited.put(claim.transfer(), facts.amount());
      lane.settled = upTo;
    }
    return fits;
  }

  /** Settlements run to their end, so that the model needs no state for them. */
  private void settleSome(Bench bench, Random random) throws Exception {
    Address payee = other(random.nextInt(CHANNELS));
    if (!taken(bench, bench.journal.settle(payee))) {
      return;
    }
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));
    Settlement settlement = bench.done(bench.journal.settlements(1)).get(0);
    assertThat(settlement.state()).isEqualTo(Settlement.State.FINAL);
    lanes.forEach(
        (key, lane) -> {
          if (ours(key, payee)) {
            lane.settled = lane.amount;
          }
        });
  }

  private void compare(Bench bench) throws Exception {
    for (int i = 0; i < CHANNELS; i++) {
      Address other = other(i);
      var payer = bench.done(bench.journal.payer(other));
      assertThat(payer.vouchered()).isEqualTo(sum(key -> theirs(key, other)));
      assertThat(payer.settled()).isEqualTo(settled(key -> theirs(key, other)));
    }
    for (PayeeAccount account : bench.done(bench.journal.creditors())) {
      assertThat(account.vouchered()).isEqualTo(sum(key -> ours(key, account.payee())));
      assertThat(account.settled()).isEqualTo(settled(key -> ours(key, account.payee())));
      assertThat(bench.ledger.paid(account.payee())).isEqualTo(account.settled());
    }
    for (TorrentMoney money : bench.done(bench.journal.torrents())) {
      TorrentId torrent = money.torrent();
      assertThat(money.spent()).isEqualTo(sum(key -> outgoing(key.channel()) && is(key, torrent)));
      assertThat(money.earned())
          .isEqualTo(sum(key -> !outgoing(key.channel()) && is(key, torrent)));
      assertThat(money.pending())
          .isEqualTo(money.earned() - settled(key -> !outgoing(key.channel()) && is(key, torrent)));
    }
  }

  private static boolean theirs(LaneKey key, Address payer) {
    return !outgoing(key.channel()) && other(key.channel()).equals(payer);
  }

  private static boolean is(LaneKey key, TorrentId torrent) {
    return Bench.torrent(key.torrent()).equals(torrent);
  }
}
