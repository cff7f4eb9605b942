package io.quoin.ledger.local;

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
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.wallet.journal.JournalConfiguration;
import io.quoin.wallet.journal.SqliteJournal;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.WalletConfiguration;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two parties with everything real: keys, signatures, journals, and this ledger between them. */
@Timeout(120)
class SettlingTest {

  private static final long GIVEN = 1_000_000_000;
  private static final long OWED = 12_345_678;
  private static final TorrentId TORRENT = new TorrentId(InfoHash.of(new byte[20]));

  @TempDir private Path directory;
  private LocalLedger ledger;
  private Party payer;
  private Party payee;

  private record Party(KeyWallet wallet, SqliteJournal journal, JournalWriter writer) {}

  @BeforeEach
  void open() throws Exception {
    KeyWallet payers = wallet("payer");
    ledger = new LocalLedger(settings(directory.resolve("ledger")), payers);
    payer = party(payers, "payer");
    payee = party(wallet("payee"), "payee");
  }

  @AfterEach
  void close() {
    for (Party party : new Party[] {payer, payee}) {
      party.journal().deactivate();
      party.wallet().close();
    }
    ledger.deactivate();
  }

  private KeyWallet wallet(String name) throws Exception {
    return new KeyWallet(walletSettings(directory.resolve(name)));
  }

  private Party party(KeyWallet wallet, String name) throws Exception {
    ledger.bindWallet(wallet);
    SqliteJournal journal =
        new SqliteJournal(journalSettings(directory.resolve(name)), wallet, ledger);
    return new Party(wallet, journal, done(journal.open(name)));
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

  @Test
  void a_promise_is_signed_checked_settled_and_credited_to_the_base_unit() throws Exception {
    Address from = payer.wallet().address();
    Address to = payee.wallet().address();
    Digest nonce = Digest.of(new byte[32]);
    ChannelTerms terms =
        new ChannelTerms(
            new ChannelId(nonce),
            from,
            to,
            from,
            GIVEN,
            Instant.ofEpochSecond(4_000_000_000L),
            nonce);
    done(payer.writer().open(terms));
    done(payee.writer().open(terms));

    SignedVoucher voucher =
        done(
            payer
                .writer()
                .issue(new VoucherOrder(terms.id(), TORRENT, OWED, 1 << 20), this::digest));
    assertThat(done(payee.wallet().signer(digest(voucher.voucher()), voucher.signature())))
        .contains(from);
    done(payee.writer().accept(voucher));
    Settlement settlement = done(payer.journal().settle(to));
    Settlement over =
        await()
            .atMost(60, TimeUnit.SECONDS)
            .until(
                () -> done(payer.journal().settlement(settlement.id())).orElseThrow(),
                found -> found.state().isOver());
    long credited =
        done(
            payee.journal().credit(new SettlementClaim(settlement.id(), from, settlement.lanes())));

    assertThat(over.state()).isEqualTo(Settlement.State.FINAL);
    assertThat(credited).isEqualTo(OWED);
    assertThat(done(ledger.balance(from))).isEqualTo(GIVEN - OWED);
    assertThat(done(ledger.balance(to))).isEqualTo(GIVEN + OWED);
    assertThat(done(payee.journal().payer(from)).debt()).isZero();
    assertThat(done(payer.journal().creditors())).isEmpty();
  }

  @Test
  void a_ledger_opened_again_is_the_same() throws Exception {
    Address owner = payer.wallet().address();
    var net = ledger.net();

    ledger.deactivate();
    ledger = new LocalLedger(settings(directory.resolve("ledger")), payer.wallet());

    assertThat(ledger.net()).isEqualTo(net);
    assertThat(done(ledger.balance(owner))).isEqualTo(GIVEN);
  }

  /** A configuration of these values, and the defaults of its description. */
  private static <T> T configured(Class<T> description, Map<String, Object> values) {
    return description.cast(
        Proxy.newProxyInstance(
            description.getClassLoader(),
            new Class<?>[] {description},
            (self, key, arguments) -> values.getOrDefault(key.getName(), key.getDefaultValue())));
  }

  private static LocalLedgerConfiguration settings(Path data) {
    return configured(
        LocalLedgerConfiguration.class,
        Map.of("data", data.toString(), "finality_seconds", 0, "welcome", GIVEN));
  }

  private static WalletConfiguration walletSettings(Path data) {
    return configured(WalletConfiguration.class, Map.of("data", data.toString()));
  }

  private static JournalConfiguration journalSettings(Path data) {
    return configured(
        JournalConfiguration.class,
        Map.of(
            "data",
            data.toString(),
            "budget_payee",
            -1L,
            "budget_torrent",
            -1L,
            "budget_day",
            -1L,
            "budget_total",
            -1L));
  }
}
