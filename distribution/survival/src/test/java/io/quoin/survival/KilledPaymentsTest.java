package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.journal.Payments;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payments over the embedded ledger that are killed again and again, each time without a word. */
class KilledPaymentsTest {

  /** What the account has at first, in base units. */
  private static final long GIVEN = 10_000_000;

  /** About what the ledger's log grows by with a transfer. */
  private static final long RECORD = 144;

  @Test
  void an_airdrop_that_is_killed_three_times_pays_each_row_once() throws Exception {
    kill(3, 400);
  }

  @Test
  @Tag("long")
  void an_airdrop_of_five_thousand_rows_that_is_killed_ten_times_pays_each_row_once()
      throws Exception {
    kill(10, 5000);
  }

  @Test
  void a_payment_that_is_killed_and_asked_for_again_by_its_name_is_made_once() throws Exception {
    Address payee = Drop.of(1).sums().keySet().iterator().next();
    try (Scratch scratch = Scratch.with(64L << 20)) {
      Path home = scratch.path();
      settle(home);
      QuoinProcess.warmUp(home);
      Path journal = data(home).resolve("io.quoin.wallet.journal");
      killOnce(home, payee, send -> Files.isDirectory(journal));
      killOnce(home, payee, send -> send.errors().contains("sending under --id rent"));
      killOnce(home, payee, send -> ledgerSize(home) > RECORD);
      try (QuoinProcess send = send(home, payee)) {
        assertThat(send.await()).as(send.errors()).isZero();
      }

      assertPaid(home, new Drop(List.of(), Map.of(payee, 5L)));
    }
  }

  private static void killOnce(Path home, Address payee, Predicate<QuoinProcess> moment)
      throws Exception {
    try (QuoinProcess send = send(home, payee)) {
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(House.PATIENCE)
          .until(() -> moment.test(send) || !send.running());
      assertThat(send.running()).as(send.errors()).isTrue();
      send.kill();
    }
  }

  private static QuoinProcess send(Path home, Address payee) throws IOException {
    return paying(home, "wallet", "send", payee.toString(), "5", "--id", "rent", "--wait", "final");
  }

  private static void kill(int times, int rows) throws Exception {
    Drop drop = Drop.of(rows);
    try (Scratch scratch = Scratch.with(64L << 20)) {
      Path home = scratch.path();
      Path csv = Files.write(home.resolve("drop.csv"), drop.lines());
      settle(home);
      QuoinProcess.warmUp(home);
      List<Long> before = new ArrayList<>();
      for (double share : drop.shares(times)) {
        long moment = (long) (share * rows);
        long size = ledgerSize(home);
        before.add(size / RECORD);
        try (QuoinProcess airdrop = airdrop(home, csv)) {
          awaitLedger(home, size + moment * RECORD, airdrop);
          airdrop.kill();
        }
      }
      complete(home, csv);
      long complete = ledgerSize(home);
      complete(home, csv);
      assertThat(ledgerSize(home)).as("a second run pays nobody").isEqualTo(complete);
      System.out.printf("%d rows, killed after about %s transfers%n", rows, before);

      assertPaid(home, drop);

      Files.writeString(csv, Files.readString(csv).replace("row 1,", "row one,"));
      assertRefused(home, csv);
    }
  }

  private static void settle(Path home) throws Exception {
    Path etc = Files.createDirectory(home.resolve("etc"));
    Files.writeString(
        etc.resolve("io.quoin.ledger.local.cfg.json"),
        "{ \"finality.seconds\": 1, \"welcome\": " + GIVEN + ", \"welcome.coins\": 100000000000 }");
    Path passphrase = Files.writeString(home.resolve("passphrase"), "not for anything of worth\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        etc.resolve("io.quoin.wallet.cfg.json"),
        "{ \"passphrase.file\": \"" + passphrase.toAbsolutePath() + "\" }");
    try (QuoinProcess create =
        QuoinProcess.of(
            home,
            "wallet",
            "create",
            "--data",
            data(home).toString(),
            "--passphrase-file",
            passphrase.toString())) {
      assertThat(create.await()).as(create.errors()).isZero();
    }
  }

  private static Path data(Path home) {
    return home.resolve("data");
  }

  private static QuoinProcess airdrop(Path home, Path csv) throws IOException {
    return paying(home, "airdrop", csv.toString(), "--under-way", "500");
  }

  private static QuoinProcess paying(Path home, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--data", data(home).toString()));
    all.addAll(List.of("--etc", home.resolve("etc").toString()));
    all.addAll(List.of("--passphrase-file", home.resolve("passphrase").toString()));
    all.addAll(List.of("--base-units", "--yes"));
    return QuoinProcess.of(home, all.toArray(String[]::new));
  }

  private static void complete(Path home, Path csv) throws Exception {
    try (QuoinProcess airdrop = airdrop(home, csv)) {
      assertThat(airdrop.await()).as(airdrop.errors()).isZero();
    }
  }

  private static void assertRefused(Path home, Path csv) throws Exception {
    try (QuoinProcess airdrop = airdrop(home, csv)) {
      assertThat(airdrop.await()).isEqualTo(1);
      assertThat(airdrop.errors()).contains("the file was changed since its airdrop was begun");
    }
  }

  private static long ledgerSize(Path home) {
    try {
      Path ledger = data(home).resolve("io.quoin.ledger.local").resolve("ledger");
      return Files.exists(ledger) ? Files.size(ledger) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the ledger's log is so long, and somebody still writes it then. */
  private static void awaitLedger(Path home, long bytes, QuoinProcess airdrop) {
    await("byte " + bytes)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(House.PATIENCE)
        .until(() -> ledgerSize(home) >= bytes || !airdrop.running());
    assertThat(airdrop.running()).as(airdrop.errors()).isTrue();
  }

  private static void assertPaid(Path home, Drop drop) throws Exception {
    try (Platform platform =
        Platform.builder()
            .bundles(House.HOME.resolve("bundles"))
            .data(data(home))
            .etc(home.resolve("etc"))
            .profile(Profile.TOKENS)
            .start()) {
      TokenLedger ledger = platform.service(TokenLedger.class, House.PATIENCE);
      Address payer = platform.service(Wallet.class, House.PATIENCE).address();
      Map<Address, Long> balances = new LinkedHashMap<>();
      for (Address payee : drop.sums().keySet()) {
        balances.put(payee, balance(ledger, payee));
      }
      assertThat(balances).isEqualTo(drop.sums());
      assertThat(balance(ledger, payer)).isEqualTo(GIVEN - drop.total());
      assertThat(
              platform
                  .service(Payments.class, House.PATIENCE)
                  .underWay()
                  .toCompletableFuture()
                  .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isZero();
    }
  }

  private static long balance(TokenLedger ledger, Address owner) throws Exception {
    return ledger
        .balance(owner)
        .toCompletableFuture()
        .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
