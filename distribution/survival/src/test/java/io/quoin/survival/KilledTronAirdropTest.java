package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An airdrop of a TRC-10 token over a simulated TRON node, killed again and again. */
class KilledTronAirdropTest {

  private static final String LEDGER = "io.quoin.ledger.tron";

  /** In every test; never to be funded. */
  private static final String KEY =
      "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";

  private static final Address PAYER = Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");

  /** What the payer has at first, in base units and in tokens, and more TRX than fees take. */
  private static final long GIVEN = 10_000_000;

  private static final String ACCOUNT = PAYER + "=100000,10";

  @Test
  void an_airdrop_that_is_killed_three_times_pays_each_row_once() throws Exception {
    kill(3, 300, 40);
  }

  @Test
  @Tag("long")
  void an_airdrop_of_five_thousand_rows_that_is_killed_ten_times_pays_each_row_once()
      throws Exception {
    kill(10, 5000, 200);
  }

  /** Fewer are under way than those who are killed may not pay: nobody is done before. */
  private static void kill(int times, int rows, int underWay) throws Exception {
    Drop drop = Drop.of(rows);
    try (Scratch scratch = Scratch.with(64L << 20);
        SimulatedNode node = SimulatedNode.start(scratch.path(), ACCOUNT)) {
      Path home = scratch.path();
      Path csv = Files.write(home.resolve("drop.csv"), drop.lines());
      settle(home, node);
      QuoinProcess.warmUp(home);
      try (Platform watch = watch(home, node)) {
        TokenLedger chain = ledger(watch, node);
        List<Long> spent = new ArrayList<>();
        double share = 0;
        for (double more : drop.shares(times)) {
          share += more;
          try (QuoinProcess airdrop = airdrop(home, csv, underWay)) {
            spent.add(killAt(airdrop, chain, (long) (share * drop.total())));
          }
        }
        complete(home, csv, underWay);
        complete(home, csv, underWay);

        assertPaid(chain, drop);
        System.out.printf(
            "%s of %d base units were spent when it was killed%n", spent, drop.total());
      }
    }
  }

  /** An address that is known before there is a node, under a passphrase. */
  private static void settle(Path home, SimulatedNode node) throws Exception {
    Path etc = Files.createDirectory(home.resolve("etc"));
    Files.writeString(etc.resolve(LEDGER + ".cfg.json"), node.json());
    owned(home.resolve("passphrase"), "not for anything of worth\n");
    owned(home.resolve("secret"), KEY + "\n");
    String[] command = {
      "wallet", "import",
      "--data", home.resolve("data").toString(),
      "--private-key-file", home.resolve("secret").toString(),
      "--passphrase-file", home.resolve("passphrase").toString()
    };
    try (QuoinProcess kept = QuoinProcess.of(home, command)) {
      assertThat(kept.await()).as(kept.errors()).isZero();
    }
  }

  private static void owned(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Somebody else who looks at the same chain. */
  private static Platform watch(Path home, SimulatedNode node) throws Exception {
    return Platform.builder()
        .bundles(House.HOME.resolve("bundles"))
        .data(home.resolve("watch"))
        .profile(Profile.TOKENS)
        .configure(LEDGER, node.configuration())
        .start();
  }

  private static TokenLedger ledger(Platform watch, SimulatedNode node) throws Exception {
    String net = node.net();
    return await()
        .atMost(House.PATIENCE)
        .until(
            () -> watch.service(TokenLedger.class, House.PATIENCE),
            ledger -> ledger.net().toString().equals(net));
  }

  /** Kills a run that has begun once so much is spent for good; says how much is. */
  private static long killAt(QuoinProcess airdrop, TokenLedger chain, long spent) throws Exception {
    await("so much was spent: " + spent)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(House.PATIENCE)
        .until(() -> (hasBegun(airdrop) && isSpent(chain, spent)) || !airdrop.running());
    assertThat(airdrop.running()).as(airdrop.errors()).isTrue();
    airdrop.kill();
    return GIVEN - balance(chain, PAYER);
  }

  private static boolean hasBegun(QuoinProcess airdrop) {
    return airdrop.errors().contains("to be ordered");
  }

  private static boolean isSpent(TokenLedger chain, long spent) throws Exception {
    return GIVEN - balance(chain, PAYER) >= spent;
  }

  private static QuoinProcess airdrop(Path home, Path csv, int underWay) throws IOException {
    return QuoinProcess.of(
        home,
        "airdrop",
        csv.toString(),
        "--under-way",
        Integer.toString(underWay),
        "--data",
        home.resolve("data").toString(),
        "--etc",
        home.resolve("etc").toString(),
        "--passphrase-file",
        home.resolve("passphrase").toString(),
        "--base-units",
        "--yes");
  }

  private static void complete(Path home, Path csv, int underWay) throws Exception {
    try (QuoinProcess airdrop = airdrop(home, csv, underWay)) {
      assertThat(airdrop.await()).as(airdrop.errors()).isZero();
    }
  }

  private static void assertPaid(TokenLedger chain, Drop drop) throws Exception {
    Map<Address, Long> balances = new LinkedHashMap<>();
    for (Address payee : drop.sums().keySet()) {
      balances.put(payee, balance(chain, payee));
    }
    assertThat(balances).isEqualTo(drop.sums());
    assertThat(balance(chain, PAYER)).isEqualTo(GIVEN - drop.total());
  }

  private static long balance(TokenLedger chain, Address owner) throws Exception {
    return chain
        .balance(owner)
        .toCompletableFuture()
        .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
