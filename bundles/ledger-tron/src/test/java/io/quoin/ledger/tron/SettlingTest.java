package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** Real journals settle over nodes that fail as they are told. */
@Timeout(180)
class SettlingTest {

  @TempDir private Path directory;
  private final ScriptedChain chain = new ScriptedChain();
  private ScriptedNode one;
  private ScriptedNode two;
  private TronLedger ledger;
  private Trade trade;

  @BeforeEach
  void open() throws Exception {
    one = new ScriptedNode(chain);
    two = new ScriptedNode(chain);
    both(this::solidified);
    trade = new Trade(directory);
    List<String> nodes = List.of(one.address(), two.address());
    ledger =
        new TronLedger(
            Configured.ledger(nodes, nodes, Map.of("timeout_seconds", 1)), trade.signatures());
    chain.account(trade.payer(), Trade.GIVEN);
    chain.account(trade.payee(), Trade.GIVEN);
    trade.promise(ledger);
  }

  @AfterEach
  void close() {
    trade.close();
    ledger.deactivate();
    one.close();
    two.close();
  }

  private void both(Function<Transaction, TransactionReturn> pool) {
    one.pool(pool);
    two.pool(pool);
  }

  private TransactionReturn inBlock(Transaction sent) {
    TransactionReturn answer = chain.take(sent);
    chain.makeBlock();
    return answer;
  }

  private TransactionReturn solidified(Transaction sent) {
    TransactionReturn answer = inBlock(sent);
    chain.solidify();
    return answer;
  }

  private void isPaidOnceBy(Settlement settlement) throws Exception {
    trade.isPaidOnceBy(settlement);
    assertThat(chain.solidTransfers()).isEqualTo(1);
  }

  @Test
  void a_promise_is_settled_and_credited_to_the_base_unit() throws Exception {
    isPaidOnceBy(trade.settle());
  }

  @Test
  void a_settlement_whose_node_took_it_and_died_is_paid_once() throws Exception {
    one.mood(ScriptedNode.Mood.TAKES_AND_DIES);

    isPaidOnceBy(trade.settle());
  }

  @Test
  void a_settlement_whose_nodes_took_it_without_a_word_is_paid_once() throws Exception {
    one.mood(ScriptedNode.Mood.TAKES_AND_HANGS);
    two.mood(ScriptedNode.Mood.TAKES_AND_HANGS);

    isPaidOnceBy(trade.settle());
  }

  @Test
  void a_settlement_that_a_fork_undoes_is_sent_again_and_paid_once() throws Exception {
    both(this::inBlock);
    Settlement settlement = trade.settle();
    trade.await(settlement.id(), Settlement.State.SEEN);

    both(this::solidified);
    chain.fork();

    isPaidOnceBy(settlement);
  }

  @Test
  void a_settlement_that_no_block_ever_had_expires_and_is_paid_anew_once() throws Exception {
    both(sent -> TransactionReturn.newBuilder().setResult(true).build());
    Settlement lost = trade.settle();
    trade.await(lost.id(), Settlement.State.SENT);

    chain.solidTime(lost.expiration().plus(Duration.ofHours(1)));
    trade.await(lost.id(), Settlement.State.EXPIRED);
    // Ten minutes later it would be so by itself.
    chain.solidTime(Instant.now());
    both(this::solidified);
    Settlement settlement = trade.settle();

    assertThat(settlement.id()).isNotEqualTo(lost.id());
    isPaidOnceBy(settlement);
  }

  @ParameterizedTest
  @EnumSource(names = {"TAPOS_ERROR", "TRANSACTION_EXPIRATION_ERROR"})
  void a_settlement_that_is_too_old_for_the_chain_is_paid_anew_once(response_code refusal)
      throws Exception {
    both(sent -> ScriptedChain.answer(refusal, "on purpose"));
    Settlement old = trade.settle();
    trade.awaitReason(old.id());

    chain.solidTime(old.expiration().plus(Duration.ofHours(1)));
    trade.await(old.id(), Settlement.State.EXPIRED);
    chain.solidTime(Instant.now());
    both(this::solidified);

    isPaidOnceBy(trade.settle());
  }

  @Test
  void a_settlement_goes_on_where_its_journal_was_closed() throws Exception {
    both(chain::take);
    Settlement settlement = trade.settle();
    trade.await(settlement.id(), Settlement.State.SENT);
    trade.stopPaying();

    chain.makeBlock();
    chain.solidify();
    trade.goOnPaying();

    isPaidOnceBy(settlement);
  }
}
