package io.quoin.incentive.btt.selling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Conduct;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.metainfo.InfoHash;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Claims that are true, that will be, and that never are: who holds up whom. */
class ClaimDeskTest {
  private static final ChannelId CHANNEL = new ChannelId(Digest.ofHex("ab".repeat(32)));
  private static final TorrentId LANE = new TorrentId(InfoHash.ofHex("11".repeat(20)));

  private final Testbed testbed = new Testbed(1);
  private final Set<TransferId> settled = new HashSet<>();
  private final Map<TransferId, Integer> looks = new HashMap<>();
  private final List<Debtor> credited = new ArrayList<>();
  private final Context context = new Context();
  private final ClaimDesk desk =
      new ClaimDesk(journal(), new Answers(context), context, credited::add);
  private JournalException.Code refusal = JournalException.Code.NOT_FINAL;

  /** A journal that can do nothing but look at claims. */
  private MoneyJournal journal() {
    return (MoneyJournal)
        Proxy.newProxyInstance(
            MoneyJournal.class.getClassLoader(),
            new Class<?>[] {MoneyJournal.class},
            (self, method, arguments) -> credit((SettlementClaim) arguments[0]));
  }

  private CompletionStage<Long> credit(SettlementClaim claim) {
    looks.merge(claim.transfer(), 1, Integer::sum);
    return settled.contains(claim.transfer())
        ? CompletableFuture.completedStage(1L)
        : CompletableFuture.failedStage(new JournalException(refusal, "no"));
  }

  private static Debtor debtor(int number, long debt) {
    return new Debtor(
        new PayerAccount(
            StandInWallet.address(number), debt, 0, 0, Optional.of(Instant.EPOCH), 0, 0),
        Optional.empty(),
        Instant.EPOCH);
  }

  private Conversation conversation() {
    IncentivePeer peer =
        (IncentivePeer)
            Proxy.newProxyInstance(
                IncentivePeer.class.getClassLoader(),
                new Class<?>[] {IncentivePeer.class},
                (self, method, arguments) -> Optional.empty());
    Digest any = Digest.of(new byte[32]);
    return new Conversation(
        peer,
        new Hello(new NetId(1), new TokenId(1), 6, any, true, false),
        any,
        context,
        new Conduct(0),
        new PeerTraffic(peer, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static TransferId transfer(int number) {
    return new TransferId(Digest.ofHex("%064x".formatted(number)));
  }

  private static BttMessage.Settled says(TransferId transfer) {
    return new BttMessage.Settled(transfer, 1, List.of(new LaneSettlement(CHANNEL, LANE, 1)));
  }

  /** So many payers, each with that debt, claim four transfers each that never were. */
  private void liars(int count, long debt) {
    for (int i = 0; i < count; i++) {
      Debtor liar = debtor(1000 + i, debt);
      for (int j = 0; j < 10; j++) {
        desk.say(conversation(), liar, says(transfer(100_000 + 100 * i + j)));
      }
    }
    run(1);
  }

  private void run(int seconds) {
    testbed.run(Duration.ofSeconds(seconds));
  }

  @Test
  void a_claim_is_looked_at_again_until_it_is_final_also_when_its_payer_is_gone() {
    Conversation gone = conversation();
    desk.say(gone, debtor(1, 5), says(transfer(1)));
    run(1);
    gone.end();
    run(57);

    settled.add(transfer(1));
    run(10);

    assertThat(credited).hasSize(1);
    assertThat(desk.size()).isZero();
  }

  @Test
  void who_owes_nothing_has_nothing_to_claim() {
    desk.say(conversation(), debtor(1, 0), says(transfer(1)));
    run(1);

    assertThat(looks).isEmpty();
  }

  @Test
  void nobody_has_more_than_four_claims_at_a_time_and_none_twice() {
    liars(1, 5);
    liars(1, 5);

    assertThat(looks).hasSize(4);
    assertThat(desk.size()).isEqualTo(4);
  }

  @Test
  void of_many_liars_no_more_claims_wait_than_the_bound_and_each_for_a_quarter_of_an_hour() {
    liars(200, 5);

    assertThat(desk.size()).isEqualTo(ClaimDesk.MOST);
    run(16 * 60);
    assertThat(desk.size()).isZero();
    assertThat(looks.values()).allMatch(times -> times <= 90);
  }

  @Test
  void a_claim_that_is_final_is_credited_however_many_lies_wait() {
    liars(200, 1_000_000);
    settled.add(transfer(1));

    desk.say(conversation(), debtor(1, 5), says(transfer(1)));
    run(1);

    assertThat(credited).hasSize(1);
  }

  @Test
  void claims_of_small_debts_give_way_to_one_of_a_larger_debt() {
    liars(200, 5);
    desk.say(conversation(), debtor(1, 6), says(transfer(1)));
    run(30);
    settled.add(transfer(1));
    run(11);

    assertThat(credited).hasSize(1);
  }

  @Test
  void a_claim_of_too_much_is_looked_at_three_times_and_is_a_fault() {
    refusal = JournalException.Code.NOT_AS_CLAIMED;
    Conversation liar = conversation();

    desk.say(liar, debtor(1, 5), says(transfer(1)));
    run(5);
    int before = liar.conduct().faults();
    run(60);

    assertThat(before).isZero();
    assertThat(liar.conduct().faults()).isEqualTo(1);
    assertThat(looks.get(transfer(1))).isEqualTo(3);
    assertThat(desk.size()).isZero();
  }

  @Test
  void parts_are_kept_of_one_transfer_a_payer_and_of_no_more_payers_than_the_bound() {
    Claims claims = new Claims();
    for (int payer = 0; payer < 3 * Claims.MOST; payer++) {
      for (int i = 0; i < 5; i++) {
        BttMessage.Settled part =
            new BttMessage.Settled(
                transfer(i), 2, List.of(new LaneSettlement(CHANNEL, LANE, 1 + i)));
        assertThat(claims.add(StandInWallet.address(payer), part)).isEmpty();
      }
    }

    assertThat(claims.size()).isEqualTo(Claims.MOST);
  }

  @Test
  void parts_of_one_transfer_make_one_claim() {
    Claims claims = new Claims();
    LaneSettlement first = new LaneSettlement(CHANNEL, LANE, 1);
    LaneSettlement second =
        new LaneSettlement(CHANNEL, new TorrentId(InfoHash.ofHex("22".repeat(20))), 2);

    claims.add(StandInWallet.address(1), new BttMessage.Settled(transfer(1), 2, List.of(first)));
    Optional<SettlementClaim> whole =
        claims.add(
            StandInWallet.address(1), new BttMessage.Settled(transfer(1), 2, List.of(second)));

    assertThat(whole.orElseThrow().lanes()).containsExactly(first, second);
    assertThat(claims.size()).isZero();
  }

  private final class Context implements IncentiveContext {
    @Override
    public InstantSource clock() {
      return testbed.clock();
    }

    @Override
    public long nanoTime() {
      return testbed.now().toNanos();
    }

    @Override
    public RandomGenerator random() {
      return testbed.random();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      testbed.at(testbed.now().plus(delay), task);
    }

    @Override
    public void offer(ExtensionOffer offer) {}

    @Override
    public void withdraw() {}

    @Override
    public void send(IncentivePeer peer, ByteBuffer payload) {}

    @Override
    public void publish(Allocation allocation) {}

    @Override
    public void raise(IncentivePeer peer, long sendUpTo) {}

    @Override
    public void raiseRequests(IncentivePeer peer, long requestUpTo) {}

    @Override
    public void countFrom(IncentivePeer peer, long received) {}
  }
}
