package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.VoucherOrder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** With real threads, and real processes. */
@Timeout(120)
class RunningJournalTest {

  private static final int LANES = 200;

  @TempDir private Path directory;

  private static SqliteJournal running(Path directory) throws JournalException {
    JournalThread thread = new JournalThread();
    InstantSource clock = InstantSource.system();
    return new SqliteJournal(
        new FakeWallet(US),
        new FakeLedger(clock),
        Budgets.UNLIMITED,
        Bench.place(directory),
        clock,
        thread,
        thread::close);
  }

  private static ChannelTerms terms() {
    return new ChannelTerms(
        new ChannelId(Bench.digest(1)),
        US,
        THEM,
        US,
        1_000_000,
        Instant.ofEpochSecond(4_000_000_000L),
        Bench.digest(2));
  }

  @Test
  void vouchers_from_many_threads_are_all_kept_and_every_thread_ends() throws Exception {
    SqliteJournal journal = running(directory);
    JournalWriter writer = journal.open("test").toCompletableFuture().join();
    writer.open(terms()).toCompletableFuture().join();
    List<CompletableFuture<SignedVoucher>> issued = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      VoucherOrder order = new VoucherOrder(terms().id(), Bench.torrent(i), i, 1);
      issued.add(
          CompletableFuture.supplyAsync(() -> order)
              .thenCompose(wanted -> writer.issue(wanted, Bench::digest)));
    }

    CompletableFuture.allOf(issued.toArray(new CompletableFuture<?>[0])).join();
    journal.deactivate();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("quoin-wallet-journal"))
        .allMatch(RunningJournalTest::ends);
    SqliteJournal again = running(directory);
    Channel channel = again.channel(terms().id()).toCompletableFuture().join().orElseThrow();
    assertThat(channel.lanes()).hasSize(LANES);
    again.deactivate();
  }

  private static boolean ends(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  @Test
  void commits_reach_the_disk_before_they_are_answered() throws Exception {
    try (Connection connection = SqliteFile.open(directory.resolve("file"));
        Database database = new Database(connection)) {
      assertThat(database.one("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
      assertThat(database.number("PRAGMA synchronous")).isEqualTo(2);
      assertThat(database.number("PRAGMA fullfsync")).isEqualTo(1);
      assertThat(database.number("PRAGMA checkpoint_fullfsync")).isEqualTo(1);
      assertThat(database.number("PRAGMA foreign_keys")).isEqualTo(1);
      assertThat(database.one("PRAGMA locking_mode", row -> row.getString(1)))
          .contains("exclusive");
    }
  }

  @Test
  void no_driver_is_left_behind_in_the_virtual_machine() throws Exception {
    running(directory).deactivate();

    assertThat(DriverManager.drivers()).noneMatch(JDBC.class::isInstance);
  }

  @Test
  void a_second_process_is_refused_until_the_first_is_gone() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("holding");

      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> running(directory))
          .matches(refusal -> refusal.code() == JournalException.Code.IN_USE);
    } finally {
      holder.destroyForcibly().waitFor();
    }

    SqliteJournal journal = running(directory);
    assertThat(journal.channel(terms().id()).toCompletableFuture().join()).isPresent();
    journal.deactivate();
  }

  /** A program that opens the journal, writes, and holds it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      SqliteJournal journal = running(Path.of(arguments[0]));
      JournalWriter writer = journal.open("holder").toCompletableFuture().join();
      writer.open(terms()).toCompletableFuture().join();
      System.out.println("holding");
      System.out.flush();
      System.in.read();
    }
  }
}
