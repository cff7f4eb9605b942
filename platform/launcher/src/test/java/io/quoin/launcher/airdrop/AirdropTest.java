package io.quoin.launcher.airdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.journal.Payment;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.wallet.Signatures;
import io.quoin.ledger.local.LedgerRules;
import io.quoin.ledger.local.LocalLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows paid over an embedded ledger on virtual time, by processes that die. */
@Timeout(300)
class AirdropTest {

  private static final Duration FINALITY = Duration.ofSeconds(4);
  private static final long GIVEN = 1000;

  private static final Address A = address(1);
  private static final Address B = address(2);
  private static final Address C = address(3);

  private static final AirdropFile FILE =
      new AirdropFile(
          "ab".repeat(32),
          List.of(
              new AirdropRow(2, A, 10),
              new AirdropRow(3, B, 20),
              // Equal to the first but for its line.
              new AirdropRow(4, A, 10),
              new AirdropRow(5, C, 30)),
          70,
          Map.of(A, List.of(2L, 4L)));

  @TempDir private Path directory;
  private VirtualTime time;
  private LocalLedger ledger;

  private static Address address(int seed) {
    byte[] bytes = new byte[Address.BYTES];
    ByteBuffer.wrap(bytes).putInt(17, seed);
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  /** Takes every signature for the payer's; who signed what is tested elsewhere. */
  private static final class Trusting implements Signatures {
    @Override
    public Digest keccak256(ByteBuffer bytes) {
      throw new UnsupportedOperationException("nothing is hashed here");
    }

    @Override
    public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
      return CompletableFuture.completedStage(Optional.of(Payer.ADDRESS));
    }
  }

  @BeforeEach
  void fund() {
    found();
  }

  private void found() {
    time = new VirtualTime();
    ledger =
        LocalLedger.simulated(
            new NetId(7),
            new TokenFacts(new TokenId(1_002_000), "test", 6),
            GIVEN,
            new LedgerRules(FINALITY, Integer.MAX_VALUE, 0, 0),
            new Trusting(),
            time,
            task -> time.after(Duration.ZERO, task));
    ledger.welcome(Payer.ADDRESS, GIVEN, 0);
    time.advance(Duration.ofSeconds(10));
  }

  private long balance(Address owner) {
    CompletableFuture<Long> answer = ledger.balance(owner).toCompletableFuture();
    time.advance(Duration.ZERO);
    return answer.join();
  }

  private void assertPaidOnce() {
    assertThat(List.of(balance(A), balance(B), balance(C), balance(Payer.ADDRESS)))
        .containsExactly(20L, 20L, 30L, GIVEN - 70);
  }

  @Test
  void every_row_is_paid_and_never_more_at_a_time_than_allowed() throws Exception {
    try (Payer payer = new Payer(directory, time, MortalLedger.immortal(ledger))) {
      Airdrop.Progress progress = payer.airdrop(FILE, 2).run();

      assertThat(progress).isEqualTo(new Airdrop.Progress(4, 4, 0, 70, ""));
      assertThat(payer.mostUnderWay()).isEqualTo(2);
    }
    assertPaidOnce();
  }

  @Test
  void a_second_run_pays_nobody() throws Exception {
    try (Payer payer = new Payer(directory, time, MortalLedger.immortal(ledger))) {
      payer.airdrop(FILE, 10).run();
      Map<AirdropRow, Payment> before = known(payer);

      Airdrop again = payer.airdrop(FILE, 10);
      again.look();
      assertThat(again.unordered()).isZero();
      again.run();

      assertThat(known(payer)).isEqualTo(before);
    }
    assertPaidOnce();
  }

  private static Map<AirdropRow, Payment> known(Payer payer) throws Exception {
    Airdrop airdrop = payer.airdrop(FILE, 1);
    airdrop.look();
    return airdrop.known();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_run_that_dies_at_any_call_of_the_ledger_and_is_repeated_pays_each_row_once(
      boolean afterwards) throws Exception {
    boolean survived = false;
    int deaths = 0;
    for (int calls = 1; !survived; calls++) {
      found();
      Path folder = Files.createDirectory(directory.resolve("dead-" + calls));
      Path next = directory.resolve("next-" + calls);
      MortalLedger mortal = new MortalLedger(ledger, calls, afterwards);
      try (Payer payer = new Payer(folder, time, mortal)) {
        payUntilDead(payer);
        survived = !mortal.isDead();
        copy(folder, next);
      }
      time.clear();

      try (Payer payer = new Payer(next, time, MortalLedger.immortal(ledger))) {
        assertThat(payer.airdrop(FILE, 2).run().isComplete()).isTrue();
      }

      assertPaidOnce();
      deaths += survived ? 0 : 1;
    }
    assertThat(deaths).isGreaterThan(4 * FILE.rows().size());
  }

  private static void payUntilDead(Payer payer) throws Exception {
    try {
      payer.airdrop(FILE, 2).run();
    } catch (Payer.Died dead) {
      // Whatever was under way may have happened or not.
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void a_row_that_expires_is_given_up_and_paid_by_the_next_run() throws Exception {
    MortalLedger refusing = MortalLedger.immortal(ledger);
    refusing.refusing(true);
    try (Payer payer = new Payer(directory, time, refusing)) {
      Airdrop first = payer.airdrop(FILE, 10);
      Airdrop.Progress given = first.run();
      assertThat(given.paid()).isZero();
      assertThat(given.underWay()).isZero();
      assertThat(first.known().values())
          .allMatch(payment -> payment.state() == State.EXPIRED)
          .allMatch(payment -> payment.reason().contains("no fee"));
      assertThat(first.unordered()).isEqualTo(70);

      refusing.refusing(false);
      assertThat(payer.airdrop(FILE, 10).run().isComplete()).isTrue();
    }
    assertPaidOnce();
  }

  @Test
  void what_an_earlier_run_left_to_expire_is_paid_by_this_one() throws Exception {
    MortalLedger refusing = new MortalLedger(ledger, 40, false);
    refusing.refusing(true);
    Path next = directory.resolve("next");
    try (Payer payer = new Payer(directory.resolve("dead"), time, refusing)) {
      payUntilDead(payer);
      copy(directory.resolve("dead"), next);
    }
    time.clear();
    try (Payer payer = new Payer(next, time, MortalLedger.immortal(ledger))) {
      time.advance(Duration.ofMinutes(20));
      assertThat(payer.airdrop(FILE, 10).run().isComplete()).isTrue();
    }
    assertPaidOnce();
  }

  @Test
  void a_ledger_that_is_away_for_a_while_is_waited_for() throws Exception {
    MortalLedger away = MortalLedger.immortal(ledger);
    away.away(true);
    time.after(Duration.ofMinutes(1), () -> away.away(false));
    try (Payer payer = new Payer(directory, time, away)) {
      assertThat(payer.airdrop(FILE, 10).run().isComplete()).isTrue();
    }
    assertPaidOnce();
  }

  @Test
  void a_ledger_that_stays_away_ends_the_run_and_says_why() throws Exception {
    MortalLedger away = MortalLedger.immortal(ledger);
    away.away(true);
    try (Payer payer = new Payer(directory, time, away)) {
      Airdrop airdrop = payer.airdrop(FILE, 10);

      assertThatExceptionOfType(AirdropException.class)
          .isThrownBy(airdrop::run)
          .withMessageContaining("on purpose: away")
          .withMessageContaining("run it again");
    }
    assertThat(balance(Payer.ADDRESS)).isEqualTo(GIVEN);
  }

  @Test
  void the_report_tells_of_every_row() throws Exception {
    AirdropFile half = new AirdropFile(FILE.digest(), FILE.rows().subList(0, 2), 30, Map.of());
    try (Payer payer = new Payer(directory, time, MortalLedger.immortal(ledger))) {
      payer.airdrop(half, 10).run();
      Map<AirdropRow, Payment> known = known(payer);

      String report = Report.of(FILE, known, amount -> amount + " units");

      assertThat(report.lines())
          .containsExactly(
              "line,address,amount,state,transfer,reason",
              "2," + A + ",10 units,final," + known.get(FILE.rows().get(0)).transfer() + ",",
              "3," + B + ",20 units,final," + known.get(FILE.rows().get(1)).transfer() + ",",
              "4," + A + ",10 units,not ordered,,",
              "5," + C + ",30 units,not ordered,,");
    }
  }
}
