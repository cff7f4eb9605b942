package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host lends the bundles a wallet or a ledger of its own. */
@Tag("in-container")
class TokensOfHostTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path temporary;

  @Test
  void a_lent_wallet_and_ledger_are_used_instead_of_the_platforms_own() throws Exception {
    try (Platform bank = platform("bank")) {
      Wallet wallet = bank.service(Wallet.class, SOON);
      Signatures signatures = bank.service(Signatures.class, SOON);
      TokenLedger ledger = bank.service(TokenLedger.class, SOON);
      try (Platform shop =
          builder("shop")
              .service(Wallet.class, wallet)
              .service(Signatures.class, signatures)
              .service(TokenLedger.class, ledger)
              .configure("io.quoin.incentive.btt", Map.of("earn", true))
              .start()) {
        MoneyJournal journal = shop.service(MoneyJournal.class, SOON);

        assertThat(journal.address()).isEqualTo(wallet.address());
        assertThat(journal.net()).isEqualTo(ledger.net());
        assertThat(temporary.resolve("shop/io.quoin.wallet/key")).doesNotExist();
        assertThat(temporary.resolve("shop/io.quoin.ledger.local/ledger")).doesNotExist();
      }
    }
  }

  @Test
  void platforms_with_wallets_of_their_own_share_a_lent_ledger() throws Exception {
    try (Platform bank = platform("bank")) {
      Address rich = bank.service(Wallet.class, SOON).address();
      try (Platform shop =
          builder("shop")
              .service(TokenLedger.class, bank.service(TokenLedger.class, SOON))
              .start()) {
        TokenLedger ledger = shop.service(TokenLedger.class, SOON);

        assertThat(shop.service(Wallet.class, SOON).address()).isNotEqualTo(rich);
        assertThat(get(ledger.balance(rich))).isPositive();
      }
    }
  }

  private Platform platform(String name) throws Exception {
    return builder(name).start();
  }

  private PlatformBuilder builder(String name) {
    return Platform.builder()
        .bundles(Assembly.BUNDLES)
        .data(temporary.resolve(name))
        .configure("io.quoin.protocol.net", Map.of("listen", List.of()));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
