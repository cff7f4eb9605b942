package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.wallet.key.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Common.Key;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Common.Permission.PermissionType;
import org.tron.trident.proto.Contract.TransferContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.ChainParameters;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** The ledger over real connections to nodes that answer and fail as they are told. */
@Timeout(120)
class TronLedgerTest {

  private static final Address PAYER = TestKeys.PAYER.address();
  private static final Address PAYEE = TestKeys.PAYEE.address();
  private static final Address HOT = TestKeys.HOT.address();
  private static final TokenId TOKEN = new TokenId(1_002_000);

  private final ScriptedChain chain = new ScriptedChain();
  private final TestKeys keys = new TestKeys();
  private final List<TronLedger> ledgers = new ArrayList<>();
  private ScriptedNode one;
  private ScriptedNode two;
  private long orders;

  @BeforeEach
  void start() throws Exception {
    one = new ScriptedNode(chain);
    two = new ScriptedNode(chain);
    chain.account(PAYER, 1000);
    chain.account(PAYEE, 0);
  }

  @AfterEach
  void stop() throws Exception {
    ledgers.forEach(TronLedger::deactivate);
    one.close();
    two.close();
  }

  private TronLedger ledger(Map<String, Object> others) {
    List<String> nodes = List.of(one.address(), two.address());
    TronLedger ledger = new TronLedger(Configured.ledger(nodes, nodes, others), keys);
    ledgers.add(ledger);
    return ledger;
  }

  private TronLedger ledger() {
    return ledger(Map.of());
  }

  /** With nodes that have a second to answer. */
  private TronLedger impatient() {
    return ledger(Map.of("timeout_seconds", 1));
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static LedgerException refusal(CompletionStage<?> stage) {
    Throwable failure = catchThrowable(() -> done(stage));
    assertThat(failure).isNotNull().hasCauseInstanceOf(LedgerException.class);
    return (LedgerException) failure.getCause();
  }

  private static void refused(CompletionStage<?> stage, Code code) {
    assertThat(refusal(stage).code()).isEqualTo(code);
  }

  private TransferOrder order(Address signer, long amount) {
    Instant ordered = Instant.parse("2026-03-01T12:01:00Z").plusMillis(orders++);
    return new TransferOrder(
        PAYER, signer, PAYEE, amount, ordered, ordered.plus(Duration.ofMinutes(10)));
  }

  private PreparedTransfer prepared(TronLedger ledger) throws Exception {
    return done(ledger.prepare(order(PAYER, 300)));
  }

  private Signature signed(PreparedTransfer transfer) {
    return signed(transfer, TestKeys.PAYER);
  }

  private Signature signed(PreparedTransfer transfer, SigningKey key) {
    return keys.sign(key, transfer.id().digest());
  }

  private TransferFacts facts(TronLedger ledger, TransferId id) throws Exception {
    return done(ledger.transfer(id)).orElseThrow();
  }

  // Paying

  @Test
  void a_transfer_is_seen_in_a_block_and_final_when_that_is_solidified() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);

    done(ledger.submit(transfer, signed(transfer)));
    assertThat(done(ledger.transfer(transfer.id()))).isEmpty();
    chain.makeBlock();
    assertThat(facts(ledger, transfer.id()))
        .isEqualTo(new TransferFacts(transfer.id(), PAYER, PAYEE, TOKEN, 300, false));
    chain.solidify();

    assertThat(facts(ledger, transfer.id()).isFinal()).isTrue();
    assertThat(done(ledger.balance(PAYER))).isEqualTo(700);
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }

  @Test
  void a_transfer_refers_to_a_block_that_is_final() throws Exception {
    TronLedger ledger = ledger();

    PreparedTransfer transfer = prepared(ledger);

    Block head = Block.of(chain.block(""));
    Transaction.raw data = RawTransfer.decode(transfer.raw()).data();
    assertThat(data.getRefBlockBytes()).isEqualTo(head.referenceBytes());
    assertThat(data.getRefBlockHash()).isEqualTo(head.referenceHash());
    assertThat(data.getContract(0).getPermissionId()).isZero();
  }

  @Test
  void a_transfer_that_a_fork_undoes_is_gone_and_final_once_it_was_sent_again() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    Signature signature = signed(transfer);
    done(ledger.submit(transfer, signature));
    chain.makeBlock();
    assertThat(facts(ledger, transfer.id()).isFinal()).isFalse();

    chain.fork();
    assertThat(done(ledger.transfer(transfer.id()))).isEmpty();
    done(ledger.submit(transfer, signature));
    chain.makeBlock();
    chain.solidify();

    assertThat(facts(ledger, transfer.id()).isFinal()).isTrue();
    assertThat(chain.solidTransfers()).isEqualTo(1);
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }

  @Test
  void what_was_taken_before_is_a_duplicate() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    done(ledger.submit(transfer, signed(transfer)));

    refused(ledger.submit(transfer, signed(transfer)), Code.DUPLICATE);
    chain.makeBlock();
    chain.solidify();
    refused(ledger.submit(transfer, signed(transfer)), Code.DUPLICATE);

    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }

  @Test
  void a_node_that_does_not_want_a_transfer_is_believed_and_no_other_is_asked() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    one.pool(
        sent ->
            ScriptedChain.answer(
                response_code.CONTRACT_VALIDATE_ERROR,
                "Contract validate error : assetBalance is not sufficient."));

    refused(ledger.submit(transfer, signed(transfer)), Code.INSUFFICIENT_BALANCE);

    assertThat(two.asked("protocol.Wallet/BroadcastTransaction")).isZero();
  }

  @Test
  void a_signature_of_somebody_else_or_of_nobody_is_not_sent() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);

    refused(ledger.submit(transfer, signed(transfer, TestKeys.PAYEE)), Code.BAD_SIGNATURE);
    refused(ledger.submit(transfer, Signature.of(new byte[Signature.BYTES])), Code.BAD_SIGNATURE);

    assertThat(chain.sent()).isEmpty();
  }

  @Test
  void bytes_that_are_not_the_transfer_that_is_named_are_not_sent() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer one = prepared(ledger);
    PreparedTransfer two = done(ledger.prepare(order(PAYER, 301)));

    Stream.of(
            new PreparedTransfer(one.id(), one.order(), two.raw()),
            new PreparedTransfer(two.id(), one.order(), two.raw()),
            new PreparedTransfer(one.id(), two.order(), one.raw()),
            new PreparedTransfer(one.id(), one.order(), one.raw().limit(40)),
            new PreparedTransfer(one.id(), one.order(), one.raw().limit(0)))
        .forEach(wrong -> refused(ledger.submit(wrong, signed(one)), Code.MALFORMED));

    assertThat(chain.sent()).isEmpty();
  }

  @Test
  void a_transfer_of_another_token_is_not_sent() throws Exception {
    TransferOrder order = order(PAYER, 300);
    RawTransfer raw =
        RawTransfer.of(order, new TokenId(1), Permissions.OWNER, Block.of(chain.block("")));
    PreparedTransfer other = raw.prepared(order);

    refused(ledger().submit(other, signed(other)), Code.MALFORMED);
  }

  // Nodes that are lost

  @Test
  void the_next_node_is_asked_when_one_is_gone() throws Exception {
    TronLedger ledger = ledger();
    done(ledger.head());
    one.die();

    PreparedTransfer transfer = prepared(ledger);
    done(ledger.submit(transfer, signed(transfer)));
    chain.makeBlock();

    assertThat(facts(ledger, transfer.id()).amount()).isEqualTo(300);
  }

  @Test
  void the_next_node_is_asked_when_one_hangs_and_keeps_being_asked() throws Exception {
    one.mood(ScriptedNode.Mood.HANGS);
    TronLedger ledger = impatient();

    assertThat(done(ledger.balance(PAYER))).isEqualTo(1000);
    assertThat(done(ledger.balance(PAYER))).isEqualTo(1000);

    assertThat(one.held()).isEqualTo(1);
  }

  @Test
  void a_node_that_comes_back_is_asked_again() throws Exception {
    TronLedger ledger = ledger();
    done(ledger.head());
    one.die();
    two.die();
    refused(ledger.head(), Code.UNAVAILABLE);

    one.revive();

    await()
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions()
        .until(() -> done(ledger.head()).number() > 0);
  }

  @Test
  void a_transfer_whose_node_dies_with_it_goes_to_the_next_and_is_paid_once() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    one.mood(ScriptedNode.Mood.TAKES_AND_DIES);

    done(ledger.submit(transfer, signed(transfer)));
    chain.makeBlock();
    chain.solidify();

    assertThat(chain.sent()).hasSize(2);
    assertThat(chain.sent().get(0)).isEqualTo(chain.sent().get(1));
    assertThat(done(ledger.balance(PAYEE))).isEqualTo(300);
  }

  @Test
  void a_transfer_that_a_node_took_without_a_word_is_no_duplicate_to_its_sender() throws Exception {
    TronLedger ledger = impatient();
    PreparedTransfer transfer = prepared(ledger);
    one.mood(ScriptedNode.Mood.TAKES_AND_HANGS);

    done(ledger.submit(transfer, signed(transfer)));

    assertThat(two.asked("protocol.Wallet/BroadcastTransaction")).isEqualTo(1);
  }

  @Test
  void a_refusal_is_not_the_last_word_once_another_node_may_have_the_transfer() throws Exception {
    TronLedger ledger = impatient();
    PreparedTransfer transfer = prepared(ledger);
    one.mood(ScriptedNode.Mood.TAKES_AND_HANGS);
    two.pool(sent -> ScriptedChain.answer(response_code.TAPOS_ERROR, "Tapos check error."));

    LedgerException refusal = refusal(ledger.submit(transfer, signed(transfer)));

    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("may yet be executed");
  }

  @Test
  void a_refusal_counts_when_the_other_node_cannot_have_read_the_transfer() throws Exception {
    PreparedTransfer transfer = prepared(ledger());
    one.die();
    two.pool(sent -> ScriptedChain.answer(response_code.TAPOS_ERROR, "Tapos check error."));
    // One that was connected may yet write to a connection whose end it has not heard of.
    TronLedger unconnected = ledger();

    refused(unconnected.submit(transfer, signed(transfer)), Code.WRONG_REFERENCE);
  }

  @Test
  void a_busy_node_has_done_nothing() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    one.pool(sent -> ScriptedChain.answer(response_code.SERVER_BUSY, "Server busy."));
    two.pool(sent -> ScriptedChain.answer(response_code.SERVER_BUSY, "Server busy."));
    refused(ledger.submit(transfer, signed(transfer)), Code.BUSY);

    two.pool(chain::take);
    done(ledger.submit(transfer, signed(transfer)));
  }

  @Test
  void without_any_node_everything_is_unavailable() throws Exception {
    TronLedger ledger = ledger();
    one.die();
    two.die();

    LedgerException refusal = refusal(ledger.balance(PAYER));
    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal).hasMessageContaining(two.address()).hasMessageContaining("refused");
    refused(ledger.prepare(order(PAYER, 1)), Code.UNAVAILABLE);
    refused(ledger.impossible(new TransferId(digest(1)), Instant.EPOCH), Code.UNAVAILABLE);
    assertThat(ledger.net()).isEqualTo(ScriptedChain.NET);
    assertThat(ledger.token()).isEqualTo(new TokenFacts(TOKEN, "BitTorrent", 6));
  }

  private static Digest digest(int first) {
    byte[] bytes = new byte[Digest.BYTES];
    bytes[0] = (byte) first;
    return Digest.of(bytes);
  }

  // Whom to believe

  @Test
  void a_node_of_another_network_is_not_believed() throws Exception {
    chain.net(new NetId(7));
    TronLedger ledger = ledger();

    refused(ledger.head(), Code.WRONG_LEDGER);
    refused(ledger.impossible(new TransferId(digest(1)), Instant.EPOCH), Code.WRONG_LEDGER);
    chain.net(ScriptedChain.NET);

    assertThat(done(ledger.head()).number()).isPositive();
  }

  @Test
  void a_node_of_another_network_is_passed_over() throws Exception {
    ScriptedChain other = new ScriptedChain();
    other.net(new NetId(7));
    try (ScriptedNode stranger = new ScriptedNode(other)) {
      TronLedger ledger =
          new TronLedger(
              Configured.ledger(
                  List.of(stranger.address(), one.address()),
                  List.of(stranger.address(), one.address()),
                  Map.of()),
              keys);
      ledgers.add(ledger);

      assertThat(done(ledger.balance(PAYER))).isEqualTo(1000);
      PreparedTransfer transfer = prepared(ledger);
      done(ledger.submit(transfer, signed(transfer)));

      assertThat(other.sent()).isEmpty();
    }
  }

  @Test
  void a_token_with_other_decimals_name_or_number_is_not_ours() {
    refused(ledger(Map.of("decimals", 5)).head(), Code.WRONG_LEDGER);
    refused(ledger(Map.of("token_name", "BitTorent")).head(), Code.WRONG_LEDGER);
    LedgerException unknown = refusal(ledger(Map.of("token", 1_002_001L)).head());

    assertThat(unknown.code()).isEqualTo(Code.WRONG_LEDGER);
    assertThat(unknown).hasMessageContaining("no token 1002001").hasMessageContaining(".tron");
  }

  @Test
  void a_node_shows_once_that_it_is_of_our_chain() throws Exception {
    TronLedger ledger = ledger();

    done(ledger.head());
    done(ledger.head());

    assertThat(one.asked())
        .containsExactly(
            "protocol.WalletSolidity/GetBlock",
            "protocol.WalletSolidity/GetAssetIssueById",
            "protocol.WalletSolidity/GetBlock",
            "protocol.WalletSolidity/GetBlock");
  }

  @Test
  void a_transaction_that_is_not_what_its_id_says_is_not_believed() {
    TransferId asked = new TransferId(digest(1));
    chain.solid(asked, transaction(order(PAYER, 1)));

    LedgerException refusal = refusal(ledger().transfer(asked));

    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("another transaction");
  }

  @Test
  void an_answer_that_is_too_large_is_not_read() throws Exception {
    chain.account(
        Account.newBuilder()
            .setAddress(RawTransfer.bytes(PAYER))
            .setCode(ByteString.copyFrom(new byte[Connections.LARGEST_ANSWER]))
            .build());

    refused(ledger().balance(PAYER), Code.UNAVAILABLE);
  }

  @Test
  void only_a_token_transfer_that_was_executed_is_one() throws Exception {
    TronLedger ledger = ledger();
    Transaction failed = transaction(order(PAYER, 1));
    Transaction coins =
        Transaction.newBuilder()
            .setRawData(
                Transaction.raw
                    .newBuilder()
                    .addContract(
                        Transaction.Contract.newBuilder()
                            .setType(ContractType.TransferContract)
                            .setParameter(
                                Any.pack(
                                    TransferContract.newBuilder()
                                        .setOwnerAddress(RawTransfer.bytes(PAYER))
                                        .setToAddress(RawTransfer.bytes(PAYEE))
                                        .setAmount(1)
                                        .build()))))
            .build();

    for (Transaction each :
        List.of(
            ScriptedChain.executed(failed, false), ScriptedChain.executed(coins, true), failed)) {
      TransferId id = new RawTransfer(each.getRawData()).id();
      chain.solid(id, each);
      assertThat(done(ledger.transfer(id))).isEmpty();
      assertThat(done(ledger.impossible(id, Instant.EPOCH))).isFalse();
    }
  }

  private Transaction transaction(TransferOrder order) {
    Block head = Block.of(chain.block(""));
    return Transaction.newBuilder()
        .setRawData(RawTransfer.of(order, TOKEN, Permissions.OWNER, head).data())
        .build();
  }

  // What can never happen

  @Test
  void a_transfer_is_impossible_well_after_its_expiration_in_the_final_view() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    Instant expiration = transfer.order().expiration();

    chain.solidTime(expiration.plus(TronLedger.LAG).minusMillis(1));
    assertThat(done(ledger.impossible(transfer.id(), expiration))).isFalse();
    chain.solidTime(expiration.plus(TronLedger.LAG));

    assertThat(done(ledger.impossible(transfer.id(), expiration))).isTrue();
  }

  @Test
  void a_transfer_that_was_executed_is_not_impossible() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    done(ledger.submit(transfer, signed(transfer)));
    chain.makeBlock();
    chain.solidify();
    chain.solidTime(transfer.order().expiration().plus(Duration.ofHours(1)));

    assertThat(done(ledger.impossible(transfer.id(), transfer.order().expiration()))).isFalse();
  }

  @Test
  void one_and_the_same_node_says_the_time_and_then_does_not_know_the_id() throws Exception {
    ScriptedChain ahead = new ScriptedChain();
    PreparedTransfer transfer = prepared(ledger());
    Instant expiration = transfer.order().expiration();
    ahead.solidTime(expiration.plus(Duration.ofHours(1)));
    try (ScriptedNode early = new ScriptedNode(ahead)) {
      List<String> nodes = List.of(early.address(), one.address());
      TronLedger ledger =
          new TronLedger(Configured.ledger(nodes, nodes, Map.of("timeout_seconds", 1)), keys);
      ledgers.add(ledger);
      done(ledger.head());
      early.mood(ScriptedNode.Mood.FAILS);

      // The other node is behind: what the first said of the time does not count for it.
      assertThat(done(ledger.impossible(transfer.id(), expiration))).isFalse();
      early.mood(ScriptedNode.Mood.ANSWERS);
      one.die();

      assertThat(done(ledger.impossible(transfer.id(), expiration))).isTrue();
    }
  }

  // Accounts and prices

  @Test
  void an_account_is_activated_once_it_exists() throws Exception {
    TronLedger ledger = ledger();

    assertThat(done(ledger.activated(PAYEE))).isTrue();
    assertThat(done(ledger.activated(HOT))).isFalse();
    assertThat(done(ledger.balance(HOT))).isZero();
  }

  @Test
  void a_hot_key_pays_under_the_permission_that_the_chain_names() throws Exception {
    TronLedger ledger = ledger();
    chain.account(
        chain.account(RawTransfer.bytes(PAYER)).toBuilder()
            .setOwnerPermission(permission(PermissionType.Owner, 0, PAYER, ""))
            .addActivePermission(permission(PermissionType.Active, 3, HOT, "04"))
            .build());

    PreparedTransfer transfer = done(ledger.prepare(order(HOT, 300)));
    done(ledger.submit(transfer, signed(transfer, TestKeys.HOT)));
    chain.makeBlock();

    assertThat(done(ledger.maySpend(PAYER, HOT))).isTrue();
    assertThat(RawTransfer.decode(transfer.raw()).data().getContract(0).getPermissionId())
        .isEqualTo(3);
    assertThat(facts(ledger, transfer.id()).from()).isEqualTo(PAYER);
  }

  private static Permission permission(
      PermissionType type, int id, Address key, String operations) {
    return Permission.newBuilder()
        .setType(type)
        .setId(id)
        .setThreshold(1)
        .setOperations(ByteString.fromHex(operations))
        .addKeys(Key.newBuilder().setAddress(RawTransfer.bytes(key)).setWeight(1))
        .build();
  }

  @Test
  void a_key_without_permission_does_not_get_a_transfer() throws Exception {
    TronLedger ledger = ledger();

    assertThat(done(ledger.maySpend(PAYER, HOT))).isFalse();
    assertThat(done(ledger.maySpend(PAYER, PAYER))).isTrue();
    refused(ledger.prepare(order(HOT, 1)), Code.NOT_PERMITTED);
  }

  @Test
  void free_transfers_are_as_many_as_fit_into_the_free_points() throws Exception {
    TronLedger ledger = ledger();
    chain.bandwidth(PAYER, AccountNetMessage.newBuilder().setFreeNetLimit(600).build());
    assertThat(done(ledger.freeTransfers(PAYER))).isEqualTo(2);
    chain.bandwidth(
        PAYER, AccountNetMessage.newBuilder().setFreeNetLimit(600).setFreeNetUsed(282).build());

    assertThat(done(ledger.freeTransfers(PAYER))).isEqualTo(1);
    assertThat(done(ledger.freeTransfers(HOT))).isZero();
  }

  @Test
  void the_fee_is_made_of_the_chains_prices() throws Exception {
    TronLedger ledger = ledger();

    assertThat(done(ledger.fee(PAYER, PAYEE))).isBetween(282_000L, 292_000L);
    assertThat(done(ledger.fee(PAYER, HOT))).isEqualTo(1_100_000);
    chain.prices(ChainParameters.getDefaultInstance());
    refused(ledger.fee(PAYER, PAYEE), Code.UNAVAILABLE);
  }

  @Test
  void the_head_is_the_newest_block_that_is_final() throws Exception {
    TronLedger ledger = ledger();
    LedgerHead before = done(ledger.head());

    chain.solidify();

    LedgerHead after = done(ledger.head());
    assertThat(after.number()).isEqualTo(before.number() + 1);
    assertThat(after.time()).isEqualTo(chain.solidTime());
  }

  // Secrets, bounds, end

  @Test
  void an_api_key_is_sent_with_every_call_and_never_shown() throws Exception {
    String secret = "5ecc-e7-0f-the-operator";
    TronLedger ledger = ledger(Map.of("_api_key", secret, "api_key_header", "X-Node-Key"));

    done(ledger.head());
    assertThat(one.header("x-node-key")).contains(secret);
    one.mood(ScriptedNode.Mood.FAILS);
    two.mood(ScriptedNode.Mood.FAILS);
    LedgerException refusal = refusal(ledger.head());

    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("on purpose").hasMessageNotContaining(secret);
    assertThat(refusal.getMessage()).doesNotContain("\n");
  }

  @Test
  void no_key_is_sent_where_none_is_configured() throws Exception {
    done(ledger().head());

    assertThat(one.header("TRON-PRO-API-KEY")).isEmpty();
  }

  @Test
  void more_questions_than_may_be_under_way_are_refused_at_once() throws Exception {
    one.mood(ScriptedNode.Mood.HANGS);
    two.mood(ScriptedNode.Mood.HANGS);
    TronLedger ledger = ledger(Map.of("timeout_seconds", 60));
    List<CompletionStage<LedgerHead>> asked = new ArrayList<>();
    for (int i = 0; i < TronLedger.MOST_REQUESTS; i++) {
      asked.add(ledger.head());
    }

    refused(ledger.head(), Code.BUSY);

    ledger.deactivate();
    for (CompletionStage<LedgerHead> each : asked) {
      refused(each, Code.UNAVAILABLE);
    }
    refused(ledger.head(), Code.UNAVAILABLE);
  }

  @Test
  void a_ledger_that_wants_tls_does_not_talk_to_a_node_without() throws Exception {
    refused(ledger(Map.of("tls", true)).head(), Code.UNAVAILABLE);

    assertThat(one.asked()).isEmpty();
  }

  @Test
  void a_node_is_talked_to_over_tls_if_its_certificate_is_trusted(@TempDir Path folder)
      throws Exception {
    Certificate certificate = new Certificate(folder);
    try (ScriptedNode node = new ScriptedNode(chain, certificate.ofServer())) {
      List<String> nodes = List.of(node.address());
      TronLedger trusting =
          new TronLedger(
              Configured.ledger(
                  nodes,
                  nodes,
                  Map.of("tls", true, "tls_certificates", certificate.exported().toString())),
              keys);
      ledgers.add(trusting);
      TronLedger strict =
          new TronLedger(Configured.ledger(nodes, nodes, Map.of("tls", true)), keys);
      ledgers.add(strict);

      assertThat(done(trusting.balance(PAYER))).isEqualTo(1000);
      refused(strict.balance(PAYER), Code.UNAVAILABLE);
    }
  }

  @Test
  void a_verdict_that_is_none_is_no_success() throws Exception {
    TronLedger ledger = ledger();
    PreparedTransfer transfer = prepared(ledger);
    one.pool(sent -> TransactionReturn.getDefaultInstance());
    two.pool(sent -> TransactionReturn.getDefaultInstance());

    refused(ledger.submit(transfer, signed(transfer)), Code.UNAVAILABLE);
  }
}
