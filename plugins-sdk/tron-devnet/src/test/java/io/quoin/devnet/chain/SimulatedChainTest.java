package io.quoin.devnet.chain;

import static io.quoin.devnet.chain.Chains.tokens;
import static io.quoin.devnet.chain.Chains.verdict;
import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.quoin.devnet.chain.SimulatedChain.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.BlockHeader;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

class SimulatedChainTest {

  private final SimulatedChain chain = Chains.usual();

  @Test
  void a_blocks_id_is_its_number_and_its_headers_hash() {
    Chains.produce(chain, 300);

    SimulatedBlock block = chain.newest().head();

    BlockHeader.raw header = block.message().getBlockHeader().getRawData();
    assertThat(block.id().substring(0, 8))
        .isEqualTo(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 1, 44}));
    assertThat(block.id().substring(8)).isEqualTo(Hashes.sha256(header).substring(8));
    assertThat(header.getParentHash()).isEqualTo(chain.newest().block(299).orElseThrow().id());
    assertThat(header.getWitnessAddress().toStringUtf8()).contains("simulator");
  }

  @Test
  void the_network_is_named_by_everything_it_begins_with() {
    Genesis poorer =
        new Genesis(Chains.START, Token.btt(), Chains.GENESIS.holdings().subList(0, 2));

    SimulatedBlock one = Chains.usual().newest().head();
    SimulatedBlock same = Chains.usual().newest().head();
    SimulatedBlock other = new SimulatedChain(poorer, Chains.INTERVAL, 2).newest().head();

    assertThat(one.id()).isEqualTo(same.id()).isNotEqualTo(other.id());
  }

  @Test
  void a_transaction_changes_the_newest_state_at_once_and_the_solidified_one_with_its_block()
      throws Refusal {
    Transaction transfer = Order.of(chain, ALICE, BOB.address(), 70).signed();

    chain.broadcast(transfer);
    long atOnce = tokens(chain.newest(), BOB);
    long solidAtOnce = tokens(chain.solid(), BOB);
    Chains.produce(chain, 2);
    long solidTooSoon = tokens(chain.solid(), BOB);
    Chains.produce(chain, 1);

    assertThat(atOnce).isEqualTo(70);
    assertThat(solidAtOnce).isZero();
    assertThat(solidTooSoon).isZero();
    assertThat(tokens(chain.solid(), BOB)).isEqualTo(70);
    assertThat(chain.solid().head().number()).isEqualTo(1);
    assertThat(chain.solid().transaction(Order.id(transfer))).isPresent();
  }

  @Test
  void the_solidified_view_knows_nothing_of_what_lies_above() throws Refusal {
    Transaction transfer = Order.of(chain, ALICE, BOB.address(), 70).signed();
    chain.broadcast(transfer);
    Optional<?> waitingInfo = chain.newest().info(Order.id(transfer));
    Chains.produce(chain, 1);

    assertThat(waitingInfo).isEmpty();
    assertThat(chain.newest().info(Order.id(transfer))).isPresent();
    assertThat(chain.solid().info(Order.id(transfer))).isEmpty();
    assertThat(chain.solid().transaction(Order.id(transfer))).isEmpty();
    assertThat(chain.solid().block(1)).isEmpty();
  }

  @Test
  void a_held_solidified_view_stands_still_until_it_is_let_go() {
    chain.holdSolidified(true);
    Chains.produce(chain, 10);
    long held = chain.solid().head().number();
    chain.holdSolidified(false);
    Chains.produce(chain, 1);

    assertThat(held).isZero();
    assertThat(chain.solid().head().number()).isEqualTo(9);
  }

  @Test
  void a_view_that_is_held_too_long_follows_nevertheless() {
    SimulatedChain short_ = Chains.limited(new Limits(10, 10_000, 10_000_000, 10, 100, 5));
    short_.holdSolidified(true);

    Chains.produce(short_, 20);

    assertThat(short_.solid().head().number()).isEqualTo(15);
  }

  @Test
  void what_a_fork_undoes_waits_again() throws Refusal {
    Transaction transfer = Order.of(chain, ALICE, BOB.address(), 70).signed();
    chain.broadcast(transfer);
    Chains.produce(chain, 1);
    ByteString before = chain.newest().head().id();

    int undone = chain.fork(1, Fate.WAIT);
    boolean inBlock = chain.newest().info(Order.id(transfer)).isPresent();
    response_code again = verdict(chain, transfer);
    Chains.produce(chain, 1);

    assertThat(undone).isEqualTo(1);
    assertThat(inBlock).isFalse();
    assertThat(again).isEqualTo(response_code.DUP_TRANSACTION_ERROR);
    assertThat(chain.newest().info(Order.id(transfer)).orElseThrow().getBlockNumber()).isOne();
    assertThat(chain.newest().head().id()).isNotEqualTo(before);
    assertThat(tokens(chain.newest(), BOB)).isEqualTo(70);
  }

  @Test
  void what_vanishes_in_a_fork_can_be_sent_again_and_counts_once() throws Refusal {
    Transaction transfer = Order.of(chain, ALICE, BOB.address(), 70).signed();
    chain.broadcast(transfer);
    Chains.produce(chain, 2);

    chain.fork(2, Fate.VANISH);
    long without = tokens(chain.newest(), BOB);
    boolean known = chain.newest().transaction(Order.id(transfer)).isPresent();
    response_code again = verdict(chain, transfer);
    Chains.produce(chain, 5);

    assertThat(without).isZero();
    assertThat(known).isFalse();
    assertThat(again).isEqualTo(response_code.SUCCESS);
    assertThat(tokens(chain.solid(), BOB)).isEqualTo(70);
    assertThat(chain.sums().tokens()).isEqualTo(Chains.GENESIS.supply());
  }

  @Test
  void no_fork_undoes_what_is_solidified() throws Refusal {
    chain.broadcast(Order.of(chain, ALICE, BOB.address(), 70).signed());
    Chains.produce(chain, 5);

    int undone = chain.fork(100, Fate.VANISH);

    assertThat(undone).isEqualTo(2);
    assertThat(chain.newest().head().number()).isEqualTo(3);
    assertThat(tokens(chain.newest(), BOB)).isEqualTo(70);
  }

  @Test
  void what_refers_to_an_undone_block_is_gone_with_it() throws Refusal {
    Chains.produce(chain, 1);
    SimulatedBlock undone = chain.newest().head();
    Transaction transfer = Order.of(chain, ALICE, BOB.address(), 70).referringTo(undone).signed();
    chain.broadcast(transfer);

    chain.fork(1, Fate.WAIT);
    Chains.produce(chain, 1);

    assertThat(chain.newest().transaction(Order.id(transfer))).isEmpty();
    assertThat(verdict(chain, transfer)).isEqualTo(response_code.TAPOS_ERROR);
  }

  @Test
  void what_expires_while_it_waits_never_comes() throws Refusal {
    SimulatedChain full = rich();
    for (int i = 0; i < 4; i++) {
      full.broadcast(Order.of(full, ALICE, BOB.address(), 1).withMemo(450_000).signed());
    }
    Transaction late =
        Order.of(full, ALICE, BOB.address(), 7)
            .withMemo(450_000)
            .expiringIn(full, Chains.INTERVAL)
            .signed();
    full.broadcast(late);

    Chains.produce(full, 2);

    assertThat(full.newest().transaction(Order.id(late))).isEmpty();
    assertThat(tokens(full.newest(), BOB)).isEqualTo(4);
    assertThat(full.waiting()).isZero();
  }

  private static SimulatedChain rich() {
    Genesis rich =
        new Genesis(
            Chains.START,
            Token.btt(),
            List.of(
                new Genesis.Holding(ALICE.address(), 100_000 * People.TRX, 1_000),
                new Genesis.Holding(BOB.address(), 0, 0)));
    return new SimulatedChain(rich, Chains.INTERVAL, 2);
  }

  @Test
  void a_transfer_may_refer_to_any_of_the_last_65_536_blocks() {
    SimulatedBlock first = chain.newest().head();
    Order early = Order.of(chain, ALICE, BOB.address(), 1).expiringIn(chain, Duration.ofHours(60));
    for (int i = 0; i < History.MOST_BLOCKS - 1; i++) {
      chain.produce(Chains.START);
    }
    response_code oldest =
        verdict(chain, Order.of(chain, ALICE, BOB.address(), 1).referringTo(first).signed());
    Chains.produce(chain, 1);
    response_code tooOld =
        verdict(chain, Order.of(chain, ALICE, BOB.address(), 1).referringTo(first).signed());

    assertThat(oldest).isEqualTo(response_code.SUCCESS);
    assertThat(tooOld).isEqualTo(response_code.TAPOS_ERROR);
    assertThat(early.raw().getRefBlockBytes().toByteArray()).containsExactly(0, 0);
  }

  @Test
  void more_than_a_node_lets_wait_finds_it_busy() throws Refusal {
    SimulatedChain small = Chains.limited(new Limits(3, 10_000, 10_000_000, 10, 100, 10));
    for (int i = 0; i < 3; i++) {
      small.broadcast(Order.of(small, ALICE, BOB.address(), 1).signed());
    }

    response_code fourth = verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed());
    Chains.produce(small, 1);
    response_code later = verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed());

    assertThat(fourth).isEqualTo(response_code.SERVER_BUSY);
    assertThat(later).isEqualTo(response_code.SUCCESS);
  }

  @Test
  void more_bytes_than_a_node_lets_wait_find_it_busy() throws Refusal {
    SimulatedChain small = Chains.limited(new Limits(100, 300, 10_000_000, 10, 100, 10));
    small.broadcast(Order.of(small, ALICE, BOB.address(), 1).signed());
    small.broadcast(Order.of(small, ALICE, BOB.address(), 1).signed());

    assertThat(verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed()))
        .isEqualTo(response_code.SERVER_BUSY);
  }

  @Test
  void more_accounts_than_there_may_be_find_it_busy() throws Refusal {
    SimulatedChain small = Chains.limited(new Limits(100, 10_000, 10_000_000, 10, 4, 10));
    small.broadcast(Order.of(small, ALICE, People.stranger(1), 1).signed());
    Chains.produce(small, 3);

    assertThat(verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed()))
        .isEqualTo(response_code.SERVER_BUSY);
  }

  @Test
  void of_a_forgotten_transaction_it_is_known_that_it_was_taken() throws Refusal {
    SimulatedChain small =
        Chains.limited(new Limits(100, 10_000, SimulatedChain.BLOCK_BYTES + 2_000, 2, 100, 10));
    Transaction transfer = Order.of(small, ALICE, BOB.address(), 1).signed();
    small.broadcast(transfer);
    Chains.produce(small, 50);

    assertThat(small.newest().transaction(Order.id(transfer))).isEmpty();
    assertThat(small.newest().block(1)).isEmpty();
    assertThat(small.newest().block(0)).isPresent();
    assertThat(verdict(small, transfer)).isIn(response_code.DUP_TRANSACTION_ERROR);
  }

  @Test
  void more_forgotten_transactions_than_may_be_known_find_it_busy() throws Refusal {
    SimulatedChain small =
        Chains.limited(new Limits(100, 10_000, SimulatedChain.BLOCK_BYTES + 2_000, 2, 100, 10));
    for (int i = 0; i < 2; i++) {
      small.broadcast(Order.of(small, ALICE, BOB.address(), 1).signed());
      Chains.produce(small, 50);
    }
    response_code full = verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed());
    small.produce(Chains.START.plus(Duration.ofHours(2)));
    response_code expired = verdict(small, Order.of(small, ALICE, BOB.address(), 1).signed());

    assertThat(full).isEqualTo(response_code.SERVER_BUSY);
    assertThat(expired).isEqualTo(response_code.SUCCESS);
  }

  @Test
  void a_block_takes_two_megabytes_and_leaves_the_rest_for_the_next() throws Refusal {
    SimulatedChain wide = rich();
    for (int i = 0; i < 5; i++) {
      wide.broadcast(Order.of(wide, ALICE, BOB.address(), 1).withMemo(450_000).signed());
    }

    Chains.produce(wide, 1);
    int first = wide.newest().head().infos().size();
    Chains.produce(wide, 1);

    assertThat(first).isEqualTo(4);
    assertThat(wide.newest().head().infos()).hasSize(1);
  }

  @Test
  void who_may_sign_can_be_changed_and_stays_so_in_a_fork() throws Refusal {
    Chains.produce(chain, 1);
    chain.broadcast(Order.of(chain, ALICE, BOB.address(), 1).signed());
    Chains.produce(chain, 1);

    chain.permit(ALICE.address(), Permissions.of(CAROL.address()));
    chain.fork(1, Fate.VANISH);

    assertThat(verdict(chain, Order.of(chain, ALICE, BOB.address(), 1).signed()))
        .isEqualTo(response_code.SIGERROR);
    assertThat(verdict(chain, Order.of(chain, ALICE, BOB.address(), 1).signedBy(CAROL).signed()))
        .isEqualTo(response_code.SUCCESS);
    assertThatThrownBy(() -> chain.permit(People.stranger(1), Permissions.of(CAROL.address())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void who_may_sign_cannot_be_changed_before_there_is_an_account() throws Refusal {
    chain.broadcast(Order.of(chain, ALICE, People.stranger(1), 1).signed());

    assertThatThrownBy(() -> chain.permit(People.stranger(1), Permissions.of(CAROL.address())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no block has");
  }

  @Test
  void nobody_begins_twice_or_with_more_than_there_can_be() {
    Genesis.Holding whole = new Genesis.Holding(ALICE.address(), 0, Long.MAX_VALUE);
    Genesis.Holding more = new Genesis.Holding(BOB.address(), 0, 1);

    assertThatThrownBy(() -> new Genesis(Chains.START, Token.btt(), List.of(whole, whole)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new Genesis(Chains.START, Token.btt(), List.of(whole, more)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more together");
  }
}
