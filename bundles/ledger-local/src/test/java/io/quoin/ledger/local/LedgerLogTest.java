package io.quoin.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quoin.api.ledger.TransferOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerLogTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LedgerRecord.Genesis GENESIS =
      new LedgerRecord.Genesis(Exchange.NET, Exchange.TOKEN, 1000, NOON);
  private static final List<LedgerRecord> RECORDS =
      List.of(
          GENESIS,
          new LedgerRecord.Welcome(Exchange.ALICE, 10, 20, NOON),
          new LedgerRecord.Passed(NOON.plusSeconds(1)),
          new LedgerRecord.Transfer(
              new RawTransfer(
                  Exchange.NET,
                  Exchange.TOKEN.id(),
                  new TransferOrder(
                      Exchange.ALICE, Exchange.ALICE, Exchange.BOB, 5, NOON, NOON.plusSeconds(60))),
              3,
              NOON.plusSeconds(2)));

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("ledger");
  }

  private List<LedgerRecord> read() throws IOException {
    try (LedgerLog log = LedgerLog.open(file(), LedgerLogTest::unexpected)) {
      return log.records();
    }
  }

  private static LedgerRecord.Genesis unexpected() {
    throw new AssertionError("the ledger is there already");
  }

  private void write(List<LedgerRecord> records) throws IOException {
    Files.deleteIfExists(file());
    try (LedgerLog log = LedgerLog.open(file(), () -> GENESIS)) {
      for (LedgerRecord happened : records.subList(1, records.size())) {
        log.append(happened);
      }
    }
  }

  @Test
  void what_was_appended_is_read_again() throws IOException {
    write(RECORDS);

    assertThat(read()).isEqualTo(RECORDS);
  }

  @Test
  void a_power_cut_at_any_byte_of_a_record_leaves_those_before_it() throws IOException {
    Random random = new Random(5);
    for (int known = 1; known < RECORDS.size(); known++) {
      write(RECORDS.subList(0, known));
      int before = (int) Files.size(file());
      write(RECORDS.subList(0, known + 1));
      byte[] whole = Files.readAllBytes(file());
      for (int cut = before; cut < whole.length; cut++) {
        byte[] torn = Arrays.copyOf(whole, cut);
        Files.write(file(), torn);
        assertThat(read()).isEqualTo(RECORDS.subList(0, known));

        byte[] garbled = whole.clone();
        garbled[cut] ^= (byte) (1 + random.nextInt(255));
        Files.write(file(), garbled);
        assertThat(read()).isEqualTo(RECORDS.subList(0, known));
        assertThat(Files.size(file())).isEqualTo(before);
      }
    }
  }

  @Test
  void a_ledger_goes_on_after_a_record_that_was_cut_off() throws IOException {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));

    try (LedgerLog log = LedgerLog.open(file(), LedgerLogTest::unexpected)) {
      log.append(RECORDS.get(3));
    }

    assertThat(read()).isEqualTo(RECORDS);
  }

  @Test
  void damage_that_no_power_cut_makes_is_refused_and_left_alone() throws IOException {
    List<LedgerRecord> many =
        IntStream.range(0, 50)
            .<LedgerRecord>mapToObj(
                i -> i == 0 ? GENESIS : new LedgerRecord.Passed(NOON.plusSeconds(i)))
            .toList();
    write(many);
    byte[] damaged = Files.readAllBytes(file());
    damaged[100] ^= 1;
    Files.write(file(), damaged);

    assertThatIOException().isThrownBy(this::read).withMessageContaining("damaged at byte");
    assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
  }

  @Test
  void a_file_that_is_no_ledger_is_refused_and_left_alone() throws IOException {
    Files.writeString(file(), "dear diary");

    assertThatIOException().isThrownBy(this::read).withMessageContaining("no ledger");
    assertThat(file()).hasContent("dear diary");
  }

  @Test
  void a_ledger_has_one_holder_at_a_time() throws IOException {
    write(RECORDS);
    try (LedgerLog first = LedgerLog.open(file(), LedgerLogTest::unexpected)) {
      assertThatIOException().isThrownBy(this::read).withMessageContaining("in use");
      assertThat(first.records()).hasSize(4);
    }

    assertThat(read()).hasSize(4);
  }
}
