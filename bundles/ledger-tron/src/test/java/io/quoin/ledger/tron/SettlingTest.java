package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.wallet.journal.JournalConfiguration;
import io.quoin.wallet.journal.SqliteJournal;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.WalletConfiguration;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn;

/** Two parties with real keys, signatures and journals, and nodes that fail between them. */
@Timeout(180)
class SettlingTest {

  private static final long GIVEN = 1_000_000_000;
  private static final long OWED = 12_345_678;
  private static final TorrentId TORRENT = new TorrentId(InfoHash.of(new byte[20]));
  private static final Digest NONCE = Digest.of(new byte[32]);

  @TempDir private Path directory;
  private final ScriptedChain chain = new ScriptedChain();
  private ScriptedNode one;
  private ScriptedNode two;
  private TronLedger ledger;
  private Party payer;
  private Party payee;

  private record Party(KeyWallet wallet, SqliteJournal journal, JournalWriter writer) {

    Address address() {
      return wallet.address();
    }
  }

  @BeforeEach
  void open() throws Exception {
    one = new ScriptedNode(chain);
    two = new ScriptedNode(chain);
    List.of(one, two).forEach(node -> node.pool(this::solidified));
    KeyWallet payers = wallet("payer");
    KeyWallet payees = wallet("payee");
    List<String> nodes = List.of(one.address(), two.address());
    ledger = new TronLedger(Configured.ledger(nodes, nodes, Map.of("timeout_seconds", 1)), payers);
    chain.account(payers.address(), GIVEN);
    chain.account(payees.address(), GIVEN);
    payer = party(payers, "payer");
    payee = party(payees, "payee");
    promise();
  }

  @AfterEach
  void close() throws Exception {
    for (Party party : new Party[] {payer, payee}) {
      party.journal().deactivate();
      party.wallet().close();
    }
    ledger.deactivate();
    one.close();
    two.close();
  }

  private KeyWallet wallet(String name) throws Exception {
    return new KeyWallet(
        Configured.as(
            WalletConfiguration.class, Map.of("data", directory.resolve(name).toString())));
  }

  private Party party(KeyWallet wallet, String name) throws Exception {
    SqliteJournal journal = journal(wallet, name);
    return new Party(wallet, journal, done(journal.open(name)));
  }

  private SqliteJournal journal(KeyWallet wallet, String name) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "data",
            directory.resolve(name).toString(),
            "budget_payee",
            -1L,
            "budget_torrent",
            -1L,
            "budget_day",
            -1L,
            "budget_total",
            -1L);
    return new SqliteJournal(Configured.as(JournalConfiguration.class, settings), wallet, ledger);
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Digest digest(Voucher voucher) {
    return payer
        .wallet()
        .keccak256(
            ByteBuffer.allocate(24)
                .putLong(voucher.sequence())
                .putLong(voucher.amount())
                .putLong(voucher.bytes())
                .flip());
  }

  /** The payer owes the payee. */
  private void promise() throws Exception {
    ChannelTerms terms =
        new ChannelTerms(
            new ChannelId(NONCE),
            payer.address(),
            payee.address(),
            payer.address(),
            GIVEN,
            Instant.ofEpochSecond(4_000_000_000L),
            NONCE);
    done(payer.writer().open(terms));
    done(payee.writer().open(terms));
    SignedVoucher voucher =
        done(
            payer
                .writer()
                .issue(new VoucherOrder(terms.id(), TORRENT, OWED, 1 << 20), this::digest));
    done(payee.writer().accept(voucher));
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

  private Settlement settlement(TransferId id) throws Exception {
    return done(payer.journal().settlement(id)).orElseThrow();
  }

  private Settlement awaited(TransferId id, Settlement.State state) {
    return await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> settlement(id), found -> found.state() == state);
  }

  private void paidOnce(Settlement settlement) throws Exception {
    awaited(settlement.id(), Settlement.State.FINAL);
    SettlementClaim claim =
        new SettlementClaim(settlement.id(), payer.address(), settlement.lanes());
    assertThat(done(payee.journal().credit(claim))).isEqualTo(OWED);
    assertThat(chain.solidTransfers()).isEqualTo(1);
    assertThat(done(ledger.balance(payer.address()))).isEqualTo(GIVEN - OWED);
    assertThat(done(ledger.balance(payee.address()))).isEqualTo(GIVEN + OWED);
    assertThat(done(payee.journal().payer(payer.address())).debt()).isZero();
    assertThat(done(payer.journal().creditors())).isEmpty();
  }

  @Test
  void a_promise_is_settled_and_credited_to_the_base_unit() throws Exception {
    paidOnce(done(payer.journal().settle(payee.address())));
  }

  @Test
  void a_settlement_whose_node_took_it_and_died_is_paid_once() throws Exception {
    one.mood(ScriptedNode.Mood.TAKES_AND_DIES);

    paidOnce(done(payer.journal().settle(payee.address())));
  }

  @Test
  void a_settlement_whose_nodes_took_it_without_a_word_is_paid_once() throws Exception {
    one.mood(ScriptedNode.Mood.TAKES_AND_HANGS);
    two.mood(ScriptedNode.Mood.TAKES_AND_HANGS);

    paidOnce(done(payer.journal().settle(payee.address())));
  }

  @Test
  void a_settlement_that_a_fork_undoes_is_sent_again_and_paid_once() throws Exception {
    List.of(one, two).forEach(node -> node.pool(this::inBlock));
    Settlement settlement = done(payer.journal().settle(payee.address()));
    awaited(settlement.id(), Settlement.State.SEEN);

    List.of(one, two).forEach(node -> node.pool(this::solidified));
    chain.fork();

    paidOnce(settlement);
  }

  @Test
  void a_settlement_that_no_block_ever_had_expires_and_is_paid_anew_once() throws Exception {
    TransactionReturn lie = TransactionReturn.newBuilder().setResult(true).build();
    List.of(one, two).forEach(node -> node.pool(sent -> lie));
    Settlement lost = done(payer.journal().settle(payee.address()));
    awaited(lost.id(), Settlement.State.SENT);

    chain.solidTime(lost.expiration().plus(Duration.ofHours(1)));
    awaited(lost.id(), Settlement.State.EXPIRED);
    // Ten minutes later it would be so by itself.
    chain.solidTime(Instant.now());
    List.of(one, two).forEach(node -> node.pool(this::solidified));
    Settlement settlement = done(payer.journal().settle(payee.address()));

    assertThat(settlement.id()).isNotEqualTo(lost.id());
    paidOnce(settlement);
  }

  @Test
  void a_settlement_goes_on_where_its_journal_was_closed() throws Exception {
    List.of(one, two).forEach(node -> node.pool(chain::take));
    Settlement settlement = done(payer.journal().settle(payee.address()));
    awaited(settlement.id(), Settlement.State.SENT);
    payer.journal().deactivate();

    chain.makeBlock();
    chain.solidify();
    SqliteJournal reopened = journal(payer.wallet(), "payer");
    payer = new Party(payer.wallet(), reopened, done(reopened.open("payer")));

    paidOnce(settlement);
  }
}
