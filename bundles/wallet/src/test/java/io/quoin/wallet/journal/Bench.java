package io.quoin.wallet.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/** A journal with everything around it on virtual time, and the values that tests speak of. */
final class Bench {

  static final Address US = address(1);
  static final Address THEM = address(2);
  static final Address OTHERS = address(3);
  static final TorrentId TORRENT = torrent(1);
  static final TorrentId OTHER_TORRENT = torrent(2);
  static final long CAPACITY = 1_000_000;

  final HandLoop loop;
  final FakeWallet wallet = new FakeWallet(US);
  final FakeLedger ledger;
  final SqliteJournal journal;
  final JournalWriter writer;

  private Bench(HandLoop loop, FakeLedger ledger, JournalPlace place, Budgets budgets)
      throws Exception {
    this.loop = loop;
    this.ledger = ledger;
    this.journal = new SqliteJournal(wallet, ledger, budgets, place, loop, loop, () -> {});
    this.writer = loop.done(journal.open("test"));
  }

  static Bench in(Path directory) throws Exception {
    return in(directory, Budgets.UNLIMITED);
  }

  static Bench in(Path directory, Budgets budgets) throws Exception {
    return in(place(directory), budgets, new HandLoop());
  }

  static Bench in(JournalPlace place, Budgets budgets, HandLoop loop) throws Exception {
    return in(place, budgets, loop, new FakeLedger(loop));
  }

  static Bench in(JournalPlace place, Budgets budgets, HandLoop loop, FakeLedger ledger)
      throws Exception {
    return new Bench(loop, ledger, place, budgets);
  }

  /** With the same loop and ledger, as after a restart of the program. */
  Bench reopened(Path directory) throws Exception {
    return new Bench(loop, ledger, place(directory), Budgets.UNLIMITED);
  }

  static JournalPlace place(Path directory) {
    return new JournalPlace(directory, SqliteFile::open, Limits.DEFAULT);
  }

  /** Without syncs, for tests that cut nothing off. */
  static JournalPlace unsynced(Path directory) {
    return unsynced(directory, SqliteFile::open);
  }

  static JournalPlace unsynced(Path directory, JournalFile.Connector connector) {
    return new JournalPlace(
        directory,
        file -> {
          Connection connection = connector.open(file);
          try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
          }
          return connection;
        },
        Limits.DEFAULT);
  }

  static Address address(int seed) {
    byte[] bytes = new byte[Address.BYTES];
    ByteBuffer.wrap(bytes).putInt(17, seed);
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  static TorrentId torrent(int seed) {
    byte[] bytes = new byte[20];
    ByteBuffer.wrap(bytes).putInt(16, seed);
    return new TorrentId(InfoHash.of(bytes));
  }

  static Digest digest(int seed) {
    byte[] bytes = new byte[Digest.BYTES];
    ByteBuffer.wrap(bytes).putInt(28, seed);
    return Digest.of(bytes);
  }

  /** Any function of the voucher will do. */
  static Digest digest(Voucher voucher) {
    byte[] bytes = Arrays.copyOf(voucher.lane().hash().toByteArray(), Digest.BYTES);
    ByteBuffer.wrap(bytes).putLong(16, voucher.sequence()).putLong(24, voucher.amount());
    return Digest.of(bytes);
  }

  static SignedVoucher signed(
      ChannelTerms terms, TorrentId lane, long sequence, long amount, long bytes) {
    Voucher voucher = new Voucher(terms.id(), lane, sequence, amount, bytes);
    return new SignedVoucher(voucher, FakeWallet.signature(digest(voucher)));
  }

  ChannelTerms outgoing(int seed, Address payee) {
    return terms(seed, US, payee, CAPACITY);
  }

  ChannelTerms incoming(int seed, Address payer) {
    return terms(seed, payer, US, CAPACITY);
  }

  ChannelTerms terms(int seed, Address payer, Address payee, long capacity) {
    Instant expiry =
        Instant.ofEpochSecond(loop.instant().plus(Duration.ofDays(7)).getEpochSecond());
    return new ChannelTerms(
        new ChannelId(digest(seed)), payer, payee, payer, capacity, expiry, digest(1000 + seed));
  }

  SignedVoucher issue(ChannelTerms terms, TorrentId lane, long amount, long bytes)
      throws Exception {
    return loop.done(
        writer.issue(new VoucherOrder(terms.id(), lane, amount, bytes), Bench::digest));
  }

  <T> T done(CompletionStage<T> stage) throws Exception {
    return loop.done(stage);
  }

  /** Asserts that the stage is refused, with this code. */
  JournalException refused(CompletionStage<?> stage, JournalException.Code code) {
    try {
      Object value = loop.done(stage);
      throw new AssertionError("it was not refused, but gave " + value);
    } catch (JournalException refusal) {
      assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
      return refusal;
    } catch (Exception e) {
      throw new AssertionError("it failed in another way", e);
    }
  }

  /** Closes the journal and adds its books up. */
  void closed(Path directory) throws Exception {
    loop.done(journal.close());
    assertAddsUp(directory, ledger);
  }

  static void assertAddsUp(Path directory, FakeLedger ledger) throws Exception {
    Owner owner = new Owner(US, ledger.net(), ledger.token().id());
    try (Database database = new Database(SqliteFile.open(directory.resolve(owner.fileName())))) {
      assertThat(Audit.findings(database)).isEmpty();
    }
  }
}
