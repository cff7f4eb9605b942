package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.metrics.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalNumbersTest {

  @TempDir private Path directory;

  @Test
  void sums_of_the_journal_are_told_without_waiting_for_it() throws Exception {
    Bench bench = Bench.in(directory);
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 70, 1);
    JournalNumbers numbers = new JournalNumbers(books(bench), bench.loop::nanoTime);

    assertThat(spent(numbers)).isEmpty();
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(spent(numbers)).containsExactly(Sample.of(70));

    bench.issue(terms, TORRENT, 90, 2);
    assertThat(spent(numbers)).containsExactly(Sample.of(70));
    bench.loop.advance(Duration.ofSeconds(30));
    spent(numbers);
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(spent(numbers)).containsExactly(Sample.of(90));
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);
    bench.closed(directory);
  }

  @Test
  void a_journal_that_does_not_answer_or_is_closed_is_failing() throws Exception {
    Bench bench = Bench.in(directory);
    long[] nanos = {0};
    JournalNumbers numbers = new JournalNumbers(books(bench), () -> nanos[0]);

    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);
    nanos[0] += Duration.ofSeconds(20).toNanos();
    assertThat(numbers.check().sentence()).isEqualTo("the money journal has not answered for 20 s");

    bench.loop.run();
    bench.closed(directory);
    nanos[0] += Duration.ofSeconds(30).toNanos();
    numbers.check();
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.FAILING);
  }

  private static OpenBooks books(Bench bench) {
    OpenBooks books = new OpenBooks();
    books.opened(bench.journal);
    return books;
  }

  private static List<Sample> spent(JournalNumbers numbers) {
    return numbers.metrics().stream()
        .filter(metric -> metric.name().equals("spent"))
        .findFirst()
        .orElseThrow()
        .samples();
  }
}
