package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.devnet.Devnet;
import io.quoin.devnet.Fault;
import io.quoin.devnet.chain.Genesis;
import io.quoin.devnet.chain.Permissions;
import io.quoin.devnet.chain.SimulatedChain.Fate;
import io.quoin.devnet.chain.Token;
import io.quoin.wallet.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger over the simulator, which checks what it is sent as TRON does. */
@Timeout(120)
class SimulatedNetworkTest {

  private static final Address PAYER = TestKeys.PAYER.address();
  private static final Address PAYEE = TestKeys.PAYEE.address();
  private static final Address HOT = TestKeys.HOT.address();
  private static final Address STRANGER = Address.parse("TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE");

  /** Blocks that a transfer may refer to. */
  private static final int REFERENCES = 1 << 16;

  private final TestKeys keys = new TestKeys();
  private Devnet devnet;
  private TronLedger ledger;
  private long orders;

  @BeforeEach
  void start() throws Exception {
    devnet =
        Devnet.with(Token.btt())
            .account(
                new Genesis.Holding(PAYER, 5_000_000, 1_000, Permissions.of(PAYER).withHotKey(HOT)))
            .account(PAYEE, 0, 0)
            .byHand()
            .interval(Duration.ofMillis(1))
            .nodes(2)
            .start();
    ledger = new TronLedger(Configured.over(devnet), keys);
  }

  @AfterEach
  void stop() {
    ledger.deactivate();
    devnet.close();
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private PreparedTransfer prepared(Address to, SigningKey signer, long amount) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(orders++);
    return done(
        ledger.prepare(
            new TransferOrder(
                PAYER, signer.address(), to, amount, now, now.plus(Duration.ofMinutes(10)))));
  }

  private CompletionStage<Void> submitted(PreparedTransfer transfer, SigningKey signer) {
    return ledger.submit(transfer, keys.sign(signer, transfer.id().digest()));
  }

  private Optional<TransferFacts> facts(PreparedTransfer transfer) throws Exception {
    return done(ledger.transfer(transfer.id()));
  }

  private static Code refusal(CompletionStage<?> stage) {
    Throwable failure = catchThrowable(() -> done(stage));
    assertThat(failure).isNotNull().hasCauseInstanceOf(LedgerException.class);
    return ((LedgerException) failure.getCause()).code();
  }

  @Test
  void a_hot_keys_transfer_becomes_final_and_nothing_is_made_or_lost() throws Exception {
    PreparedTransfer transfer = prepared(PAYEE, TestKeys.HOT, 300);

    done(submitted(transfer, TestKeys.HOT));
    devnet.produce();
    boolean finalAtOnce = facts(transfer).orElseThrow().isFinal();
    devnet.produce(2);

    assertThat(finalAtOnce).isFalse();
    assertThat(facts(transfer).orElseThrow().isFinal()).isTrue();
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
    assertThat(devnet.tokensInAll()).isEqualTo(1_000);
  }

  @Test
  void free_transfers_and_fees_are_as_the_chain_charges_them() throws Exception {
    int free = done(ledger.freeTransfers(PAYER));
    long fee = done(ledger.fee(PAYER, STRANGER));

    done(submitted(prepared(STRANGER, TestKeys.PAYER, 1), TestKeys.PAYER));
    done(submitted(prepared(PAYEE, TestKeys.PAYER, 1), TestKeys.PAYER));
    devnet.produce(3);

    assertThat(free).isEqualTo(2);
    assertThat(fee).isEqualTo(1_100_000);
    assertThat(done(ledger.freeTransfers(PAYER))).isOne();
    assertThat(devnet.chain().sums().burnt()).isEqualTo(fee);
  }

  @Test
  void what_the_chain_refuses_has_its_code() throws Exception {
    PreparedTransfer first = prepared(PAYEE, TestKeys.PAYER, 600);
    done(submitted(first, TestKeys.PAYER));

    Code again = refusal(submitted(first, TestKeys.PAYER));
    Code tooMuch = refusal(submitted(prepared(PAYEE, TestKeys.PAYER, 600), TestKeys.PAYER));
    PreparedTransfer late = prepared(PAYEE, TestKeys.HOT, 1);
    devnet.chain().permit(PAYER, Permissions.of(PAYER));
    Code takenBack = refusal(submitted(late, TestKeys.HOT));

    assertThat(again).isEqualTo(Code.DUPLICATE);
    assertThat(tooMuch).isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(takenBack).isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void a_transfer_whose_reference_is_too_old_is_refused_for_it_and_a_new_one_is_paid()
      throws Exception {
    PreparedTransfer old = prepared(PAYEE, TestKeys.PAYER, 300);
    devnet.produce(REFERENCES + 1);

    Code refusal = refusal(submitted(old, TestKeys.PAYER));
    done(submitted(prepared(PAYEE, TestKeys.PAYER, 300), TestKeys.PAYER));
    devnet.produce(3);

    assertThat(refusal).isEqualTo(Code.WRONG_REFERENCE);
    assertThat(facts(old)).isEmpty();
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
    assertThat(devnet.tokensInAll()).isEqualTo(1_000);
  }

  @Test
  void a_node_that_takes_it_and_says_nothing_makes_no_second_payment() throws Exception {
    devnet.node().failNext(Fault.SILENT_AFTER, 1);
    PreparedTransfer transfer = prepared(PAYEE, TestKeys.PAYER, 300);

    done(submitted(transfer, TestKeys.PAYER));
    devnet.node().lose();
    devnet.produce(3);

    assertThat(facts(transfer).orElseThrow().isFinal()).isTrue();
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }

  @Test
  void what_vanishes_in_a_fork_can_be_sent_again() throws Exception {
    devnet.produce(3);
    PreparedTransfer transfer = prepared(PAYEE, TestKeys.PAYER, 300);
    done(submitted(transfer, TestKeys.PAYER));
    devnet.produce();

    devnet.fork(1, Fate.VANISH);
    boolean gone = facts(transfer).isEmpty();
    done(submitted(transfer, TestKeys.PAYER));
    devnet.produce(3);

    assertThat(gone).isTrue();
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }
}
