package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.metainfo.InfoHash;
import io.quoin.wallet.journal.JournalConfiguration;
import io.quoin.wallet.journal.SqliteJournal;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.WalletConfiguration;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A payer that owes a payee, both with real keys, signatures and journals. */
final class Trade implements AutoCloseable {

  /** What each has at first. */
  static final long GIVEN = 1_000_000_000;

  /** What the payer promised. */
  static final long OWED = 12_345_678;

  private static final TorrentId TORRENT = new TorrentId(InfoHash.of(new byte[20]));
  private static final Digest NONCE = Digest.of(new byte[32]);

  private final Path directory;
  private final KeyWallet payers;
  private final KeyWallet payees;
  private TokenLedger ledger;
  private SqliteJournal paying;
  private SqliteJournal paid;

  /** With fresh keys, whose accounts somebody must make. */
  Trade(Path directory) throws Exception {
    this.directory = directory;
    payers = wallet("payer");
    payees = wallet("payee");
  }

  private KeyWallet wallet(String name) throws Exception {
    return new KeyWallet(
        Configured.as(
            WalletConfiguration.class, Map.of("data", directory.resolve(name).toString())));
  }

  private static SqliteJournal journal(KeyWallet wallet, Path data, TokenLedger ledger)
      throws Exception {
    Map<String, Object> settings =
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
            -1L);
    return new SqliteJournal(Configured.as(JournalConfiguration.class, settings), wallet, ledger);
  }

  static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  Address payer() {
    return payers.address();
  }

  Address payee() {
    return payees.address();
  }

  Signatures signatures() {
    return payers;
  }

  /** The payer comes to owe the payee. */
  void promise(TokenLedger over) throws Exception {
    ledger = over;
    goOnPaying();
    paid = journal(payees, directory.resolve("payee"), over);
    ChannelTerms terms =
        new ChannelTerms(
            new ChannelId(NONCE),
            payer(),
            payee(),
            payer(),
            GIVEN,
            Instant.ofEpochSecond(4_000_000_000L),
            NONCE);
    JournalWriter promising = done(paying.open("test"));
    JournalWriter accepting = done(paid.open("test"));
    done(promising.open(terms));
    done(accepting.open(terms));
    VoucherOrder order = new VoucherOrder(terms.id(), TORRENT, OWED, 1 << 20);
    SignedVoucher voucher = done(promising.issue(order, this::digest));
    done(accepting.accept(voucher));
  }

  private Digest digest(Voucher voucher) {
    return payers.keccak256(
        ByteBuffer.allocate(24)
            .putLong(voucher.sequence())
            .putLong(voucher.amount())
            .putLong(voucher.bytes())
            .flip());
  }

  Settlement settle() throws Exception {
    return done(paying.settle(payee()));
  }

  /** Has it settled by whoever lives long enough. */
  void beginToSettle() {
    paying.settle(payee());
  }

  /** The newest settlement that the journal has. */
  Optional<Settlement> newest() throws Exception {
    return done(paying.settlements(1)).stream().findFirst();
  }

  /** Waits until a settlement has come to a state. */
  void await(TransferId id, Settlement.State state) {
    Awaitility.await()
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> done(paying.settlement(id)).orElseThrow().state() == state);
  }

  /** Waits until the journal knows why the ledger does not take a settlement. */
  void awaitReason(TransferId id) {
    Awaitility.await()
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> !done(paying.settlement(id)).orElseThrow().reason().isEmpty());
  }

  /** The payer's journal is closed, as at the end of a program. */
  void stopPaying() {
    paying.deactivate();
  }

  /** It is opened again. */
  void goOnPaying() throws Exception {
    goOnPaying(ledger);
  }

  /** It is opened again, over another way to the ledger. */
  void goOnPaying(TokenLedger over) throws Exception {
    paying = journal(payers, directory.resolve("payer"), over);
  }

  /** The settlement becomes final, both journals know, and that is all that was ever moved. */
  void isPaidOnceBy(Settlement settlement) throws Exception {
    await(settlement.id(), Settlement.State.FINAL);
    SettlementClaim claim = new SettlementClaim(settlement.id(), payer(), settlement.lanes());
    assertThat(done(paid.credit(claim))).isEqualTo(OWED);
    assertThat(done(ledger.balance(payer()))).isEqualTo(GIVEN - OWED);
    assertThat(done(ledger.balance(payee()))).isEqualTo(GIVEN + OWED);
    assertThat(done(paid.payer(payer())).debt()).isZero();
    assertThat(done(paying.creditors())).isEmpty();
  }

  @Override
  public void close() {
    if (paying != null) {
      paying.deactivate();
    }
    if (paid != null) {
      paid.deactivate();
    }
    payers.close();
    payees.close();
  }
}
