package io.quoin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.tck.FlawedStorage.Flaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds what is wrong. */
class WrongStoragesTest {

  private final CountDownLatch end = new CountDownLatch(1);

  /** One thing that is wrong, the check that finds it, and what that says. */
  private record Find(Flaw flaw, Consumer<StorageContract> check, String says) {
    @Override
    public String toString() {
      return flaw.name();
    }
  }

  static Stream<Find> finds() {
    return Stream.of(
        new Find(
            Flaw.WRITES_AT_THE_BEGINNING,
            StorageContract::reads_what_was_written,
            "the length of what was written"),
        new Find(
            Flaw.LEAVES_A_BYTE, StorageContract::reads_what_was_written, "that were left over"),
        new Find(
            Flaw.ENDS_WITH_MINUS_ONE,
            StorageContract::a_read_ends_where_the_file_does,
            "bytes read at the end"),
        new Find(
            Flaw.MAKES_WHAT_IS_MISSING,
            StorageContract::what_is_missing_is_said_to_be,
            "was opened to be read"),
        new Find(
            Flaw.CALLS_ALL_FAILURES_IO,
            StorageContract::what_is_missing_is_said_to_be,
            "the kind of the failure"),
        new Find(
            Flaw.GROWS_WITH_WHAT_WAS_THERE,
            StorageContract::a_file_is_cut_and_grows_with_zeros,
            "cut and grew again"),
        new Find(
            Flaw.FORGETS, StorageContract::what_was_synced_outlives_the_provider, "is not there"),
        new Find(
            Flaw.REFUSES_TO_SYNC_WHAT_IS_READ,
            StorageContract::what_was_synced_outlives_the_provider,
            "opened to be read"),
        new Find(
            Flaw.MIXES_UP_THREADS,
            StorageContract::several_threads_write_and_read_at_once,
            "its only writer"),
        new Find(Flaw.STAMPS_ONCE, StorageContract::a_stamp_tells_the_length, "by the file's"),
        new Find(
            Flaw.COPIES_TO_RENAME, StorageContract::a_file_is_renamed_and_deleted, "the old name"),
        new Find(
            Flaw.KEEPS_WHAT_IS_DELETED,
            StorageContract::a_file_is_renamed_and_deleted,
            "that was deleted"),
        new Find(Flaw.LEAVES_A_THREAD, StorageContract::leaves_no_thread_behind, "the wrong one"),
        new Find(Flaw.HANGS, StorageContract::reads_what_was_written, "the storage hangs"));
  }

  @AfterEach
  void letThreadsEnd() {
    end.countDown();
  }

  private StorageContract contract(Flaw flaw) {
    return new StorageContract() {
      private FlawedStorage last = new FlawedStorage(flaw, end);

      @Override
      protected StorageProvider provider() {
        last = last.again();
        return last;
      }

      @Override
      protected Path directory() {
        return Path.of("anywhere");
      }

      @Override
      protected Duration patience() {
        boolean waited = EnumSet.of(Flaw.LEAVES_A_THREAD, Flaw.HANGS).contains(flaw);
        return waited ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("finds")
  void what_is_wrong_is_found(Find find) {
    assertThatThrownBy(() -> find.check().accept(contract(find.flaw())))
        .isInstanceOfAny(AssertionError.class, StorageException.class)
        .hasMessageContaining(find.says());
  }

  @Test
  void every_flaw_is_looked_for() {
    assertThat(finds().map(Find::flaw))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
  }
}
