package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.OTHERS;
import static io.quoin.wallet.journal.Bench.OTHER_TORRENT;
import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.US;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A life of a journal, cut off at every statement and at every place where a power cut can leave
 * its files: what was answered is there, the rest is there whole or not at all.
 */
class CrashTest {

  private static final Owner OWNER = new Owner(US, new NetId(7), new TokenId(1_002_000));
  private static final PaymentOrder GIFT = new PaymentOrder("gift", Bench.address(4), 70);
  private static final Duration LONG = FakeLedger.FINALITY.plus(Cashier.PAUSE.multipliedBy(2));

  /** Smaller than SQLite's own, so that the log is written back in every life. */
  private static final int CHECKPOINT_PAGES = 20;

  @TempDir private Path directory;

  /** Each step is one entry in a transaction of its own, and can be taken again. */
  private interface Step {
    CompletionStage<?> take(Bench bench);
  }

  private static ChannelTerms out(Bench bench) {
    return bench.outgoing(1, THEM);
  }

  private static ChannelTerms in(Bench bench) {
    return bench.incoming(2, OTHERS);
  }

  private static List<Step> life() {
    List<Step> life = new ArrayList<>();
    life.add(bench -> bench.writer.open(out(bench)));
    life.add(bench -> bench.writer.open(in(bench)));
    life.add(bench -> issue(bench, 100, 1000));
    life.add(bench -> accept(bench, 1, 300, 3000));
    life.add(bench -> bench.writer.writeOff(OTHERS, 17));
    life.add(bench -> bench.writer.progress(in(bench).id(), TORRENT, progress()));
    life.add(bench -> bench.journal.settle(THEM));
    life.add(bench -> bench.journal.pay(GIFT));
    life.add(bench -> issue(bench, 150, 2000));
    life.add(bench -> accept(bench, 2, 400, 4000));
    life.add(bench -> bench.writer.giveUp(OTHERS));
    life.add(bench -> bench.journal.credit(claim(bench)));
    life.add(bench -> bench.writer.adopt(signed(out(bench), OTHER_TORRENT, 4, 40, 400)));
    life.add(bench -> bench.writer.close(out(bench).id()));
    return life;
  }

  private static LaneProgress progress() {
    return new LaneProgress(5000, 4000, 0, List.of(new LeasePrice(0, 100)));
  }

  private static CompletionStage<?> issue(Bench bench, long amount, long bytes) {
    return bench.writer.issue(
        new VoucherOrder(out(bench).id(), TORRENT, amount, bytes), Bench::digest);
  }

  private static CompletionStage<?> accept(Bench bench, long sequence, long amount, long bytes) {
    return bench.writer.accept(signed(in(bench), TORRENT, sequence, amount, bytes));
  }

  private static SettlementClaim claim(Bench bench) {
    return new SettlementClaim(
        paid(bench), OTHERS, List.of(new LaneSettlement(in(bench).id(), TORRENT, 250)));
  }

  private static TransferId paid(Bench bench) {
    return bench.ledger.payOnce(OTHERS, US, 250);
  }

  private JournalPlace place(Path folder, JournalFile.Connector connector) {
    return new JournalPlace(
        folder,
        file -> {
          var connection = connector.open(file);
          try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            // The crashes are made here: nothing depends on what the real disk keeps.
            statement.execute("PRAGMA synchronous = OFF");
          }
          return connection;
        },
        Limits.DEFAULT);
  }

  /** Lives until the disk dies; tells how many steps were answered. */
  private int live(Bench bench) {
    int answered = 0;
    for (Step step : life()) {
      try {
        bench.done(step.take(bench));
        bench.loop.advance(Duration.ofSeconds(1));
        answered++;
      } catch (Exception dead) {
        return answered;
      }
    }
    bench.loop.advance(LONG);
    return answered;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_crash_at_any_statement_leaves_the_old_or_the_new(boolean lastIsDone) throws Exception {
    List<String> states = states();
    Set<Integer> reached = new HashSet<>();
    boolean survived = false;
    for (int dying = 1; !survived; dying++) {
      Path folder = directory.resolve("dying-" + dying);
      Statements disk = new Statements();
      HandLoop loop = new HandLoop();
      FakeLedger ledger = new FakeLedger(loop);
      disk.dieAfter(dying, lastIsDone);
      Optional<Bench> bench = born(folder, disk, loop, ledger);
      int answered = bench.isPresent() ? live(bench.get()) : 0;
      reached.add(answered);
      survived = disk.isAlive();

      Path copy = Folders.copy(folder, directory.resolve("copy"));

      if (bench.isPresent() && answered < life().size()) {
        assertThat(states.subList(answered, answered + 2))
            .as("dead after statement " + dying + ", " + answered + " steps answered")
            .contains(state(copy));
      }
      disk.close();
      resumeAndFinish(copy, loop, ledger, answered);
    }
    assertThat(reached).hasSize(life().size() + 1);
  }

  private Optional<Bench> born(Path folder, Statements disk, HandLoop loop, FakeLedger ledger) {
    try {
      return Optional.of(Bench.in(place(folder, disk), Budgets.UNLIMITED, loop, ledger));
    } catch (Exception dead) {
      return Optional.empty();
    }
  }

  /** After the crash the same life is lived on, and comes to the same end. */
  private void resumeAndFinish(Path folder, HandLoop loop, FakeLedger ledger, int answered)
      throws Exception {
    // Of the dead journal's tasks none is left.
    loop.clear();
    Bench bench = Bench.in(place(folder, SqliteFile::open), Budgets.UNLIMITED, loop, ledger);
    List<Step> life = life();
    for (int i = answered; i < life.size(); i++) {
      takeAgain(bench, life.get(i));
      loop.advance(Duration.ofSeconds(1));
    }
    loop.advance(LONG);
    bench.closed(folder);
    Bench after = Bench.in(place(folder, SqliteFile::open), Budgets.UNLIMITED, loop, ledger);
    List<Settlement> settlements = after.done(after.journal.settlements(10));
    assertThat(settlements).hasSize(1).allMatch(one -> one.state().isOver());
    assertThat(ledger.paid(THEM)).isEqualTo(settlements.get(0).amount()).isEqualTo(100);
    assertThat(after.done(after.journal.payment("gift")).orElseThrow().state())
        .isEqualTo(Settlement.State.FINAL);
    assertThat(ledger.paid(GIFT.payee())).isEqualTo(GIFT.amount());
    assertThat(after.done(after.journal.payer(OTHERS)).settled()).isEqualTo(250);
    assertThat(after.done(after.journal.payer(OTHERS)).vouchered()).isEqualTo(400);
    assertThat(after.done(after.journal.creditors()).get(0).vouchered()).isEqualTo(190);
    after.closed(folder);
  }

  /** A step that had been taken before the crash is refused the second time. */
  private static void takeAgain(Bench bench, Step step) {
    try {
      bench.done(step.take(bench));
    } catch (Exception takenBefore) {
      assertThat(takenBefore).isInstanceOf(JournalException.class);
    }
  }

  @Test
  void a_power_cut_while_the_log_is_written_leaves_the_old_or_the_new() throws Exception {
    Random random = new Random(77);
    List<Path> snapshots = snapshots();
    for (int i = 0; i + 1 < snapshots.size(); i++) {
      String older = state(Folders.copy(snapshots.get(i), directory.resolve("a")));
      String newer = state(Folders.copy(snapshots.get(i + 1), directory.resolve("b")));
      for (int cut = 0; cut < 20; cut++) {
        Path torn = Folders.copy(snapshots.get(i), directory.resolve("torn"));
        tearLog(torn, snapshots.get(i), snapshots.get(i + 1), random, cut % 2 == 0);

        assertThat(List.of(older, newer)).contains(state(torn));
      }
    }
  }

  @Test
  void a_power_cut_while_the_log_is_written_back_loses_nothing() throws Exception {
    Random random = new Random(78);
    List<Path> snapshots = snapshots();
    int writtenBack = 0;
    for (int i = 0; i + 1 < snapshots.size(); i++) {
      byte[] before = Files.readAllBytes(file(snapshots.get(i), ""));
      byte[] after = Files.readAllBytes(file(snapshots.get(i + 1), ""));
      if (Arrays.equals(before, after)) {
        continue;
      }
      writtenBack++;
      String newer = state(Folders.copy(snapshots.get(i + 1), directory.resolve("b")));
      for (int cut = 0; cut < 20; cut++) {
        Path torn = Folders.copy(snapshots.get(i + 1), directory.resolve("torn"));
        Files.write(file(torn, ""), mixed(before, after, random));

        assertThat(state(torn)).isEqualTo(newer);
      }
    }
    assertThat(writtenBack).isPositive();
  }

  /** The files after each step that was answered. */
  private List<Path> snapshots() throws Exception {
    Path folder = directory.resolve("living");
    HandLoop loop = new HandLoop();
    Bench bench =
        Bench.in(place(folder, SqliteFile::open), Budgets.UNLIMITED, loop, new FakeLedger(loop));
    List<Path> snapshots = new ArrayList<>();
    for (Step step : life()) {
      bench.done(step.take(bench));
      snapshots.add(Folders.copy(folder, directory.resolve("snapshot-" + snapshots.size())));
    }
    return snapshots;
  }

  /** The state before the first step and after each. */
  private List<String> states() throws Exception {
    Path folder = directory.resolve("whole");
    HandLoop loop = new HandLoop();
    FakeLedger ledger = new FakeLedger(loop);
    Bench bench = Bench.in(place(folder, SqliteFile::open), Budgets.UNLIMITED, loop, ledger);
    List<String> states = new ArrayList<>();
    states.add(state(Folders.copy(folder, directory.resolve("copy"))));
    for (Step step : life()) {
      bench.done(step.take(bench));
      loop.advance(Duration.ofSeconds(1));
      states.add(state(Folders.copy(folder, directory.resolve("copy"))));
    }
    assertThat(states).doesNotHaveDuplicates();
    return states;
  }

  private static Path file(Path folder, String suffix) {
    return folder.resolve(OWNER.fileName() + suffix);
  }

  /** Everything that a crash may neither lose nor halve, after the books have been added up. */
  private static String state(Path folder) throws Exception {
    if (Files.notExists(file(folder, ""))) {
      return "nothing";
    }
    StringBuilder state = new StringBuilder();
    try (Database database = new Database(SqliteFile.open(file(folder, "")))) {
      assertThat(database.one("PRAGMA integrity_check", row -> row.getString(1))).contains("ok");
      Schema.ensure(database, OWNER);
      assertThat(Audit.findings(database)).isEmpty();
      for (String query :
          List.of(
              "SELECT hex(id) || closed FROM channels ORDER BY 1",
              "SELECT hex(channel) || hex(torrent) || sequence || ' ' || amount || ' ' || bytes"
                  + " || hex(signature) || settled || ' ' || billed || hex(leases)"
                  + " FROM lanes ORDER BY 1",
              "SELECT hex(address) || outgoing || ' ' || vouchered || ' ' || settled || ' '"
                  + " || lost || ' ' || write_off FROM parties ORDER BY 1",
              "SELECT hex(transfer) FROM settlements ORDER BY 1",
              "SELECT intent || hex(transfer) FROM payments ORDER BY 1",
              "SELECT hex(transfer) FROM credits ORDER BY 1")) {
        state.append(database.all(query, row -> row.getString(1))).append('\n');
      }
    }
    return state.toString();
  }

  private static void tearLog(Path torn, Path older, Path newer, Random random, boolean cutShort)
      throws IOException {
    byte[] before =
        Files.exists(file(older, "-wal")) ? Files.readAllBytes(file(older, "-wal")) : new byte[0];
    byte[] after = Files.readAllBytes(file(newer, "-wal"));
    if (cutShort && after.length > before.length) {
      int length = before.length + random.nextInt(after.length - before.length);
      Files.write(file(torn, "-wal"), Arrays.copyOf(after, length));
    } else {
      Files.write(file(torn, "-wal"), mixed(before, after, random));
    }
  }

  /** Some sectors of the newer file, the older one's or zeros elsewhere. */
  private static byte[] mixed(byte[] before, byte[] after, Random random) {
    byte[] mixed = Arrays.copyOf(before, Math.max(before.length, after.length));
    for (int sector = 0; sector < after.length; sector += 512) {
      if (random.nextBoolean()) {
        System.arraycopy(after, sector, mixed, sector, Math.min(512, after.length - sector));
      }
    }
    return mixed;
  }

  @Test
  void a_journal_of_another_version_is_refused_and_left_alone() throws SQLException {
    Path file = file(directory, "");
    try (Database database = new Database(SqliteFile.open(file))) {
      database.update("CREATE TABLE something (a)");
      database.update("PRAGMA user_version = 3");
    }

    try (Database database = new Database(SqliteFile.open(file))) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> Schema.ensure(database, OWNER))
          .withMessageContaining("no money journal of version 2");
    }
  }
}
