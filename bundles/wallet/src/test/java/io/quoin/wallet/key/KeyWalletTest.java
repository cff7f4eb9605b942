package io.quoin.wallet.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.wallet.WalletException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wallet as its configuration makes it. */
class KeyWalletTest {

  private static final String OTHER = "TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC";

  @TempDir private Path directory;

  /** A configuration of these values, and the defaults of its description. */
  private KeyWallet opened(Map<String, Object> values) throws WalletException {
    return new KeyWallet(
        (WalletConfiguration)
            Proxy.newProxyInstance(
                WalletConfiguration.class.getClassLoader(),
                new Class<?>[] {WalletConfiguration.class},
                (self, key, arguments) ->
                    key.getName().equals("data")
                        ? directory.toString()
                        : values.getOrDefault(key.getName(), key.getDefaultValue())));
  }

  private Path passphraseFile(String content) throws Exception {
    Path file = directory.resolve(content + ".passphrase");
    new OwnerFile(file).create(content.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private void assertRefused(Map<String, Object> values, WalletException.Code code, String reason) {
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> opened(values))
        .withMessageContaining(reason)
        .matches(refusal -> refusal.code() == code);
  }

  @Test
  void a_key_is_drawn_under_the_passphrase_and_opened_by_it_again() throws Exception {
    Map<String, Object> locked = Map.of("passphrase_file", passphraseFile("some words").toString());

    Address drawn = opened(locked).address();

    assertThat(opened(locked).address()).isEqualTo(drawn);
    assertThat(directory.resolve("key")).doesNotExist();
    assertRefused(Map.of(), WalletException.Code.PASSPHRASE, "passphrase.file");
    assertRefused(
        Map.of("passphrase_file", passphraseFile("other words").toString()),
        WalletException.Code.PASSPHRASE,
        "does not open");
    assertRefused(
        Map.of("passphrase_file", directory.resolve("missing").toString()),
        WalletException.Code.PASSPHRASE,
        "cannot be read");
  }

  @Test
  void a_key_that_lies_open_is_not_passed_over_for_a_keystore() throws Exception {
    Address open = opened(Map.of()).address();
    assertThat(opened(Map.of()).address()).isEqualTo(open);

    assertRefused(
        Map.of("passphrase_file", passphraseFile("some words").toString()),
        WalletException.Code.KEY,
        "wallet encrypt");

    new Keystore(directory.resolve("keystore"), new SecureRandom(), new Effort(8, 1, 1))
        .create(Passphrase.of("some words".toCharArray()));
    assertRefused(Map.of(), WalletException.Code.KEY, "wallet encrypt");
  }

  @Test
  void a_hot_key_signs_for_the_account_of_another() throws Exception {
    KeyWallet wallet = opened(Map.of("account", OTHER));
    Digest digest = Digest.of(new byte[Digest.BYTES]);

    assertThat(wallet.address()).hasToString(OTHER);
    assertThat(wallet.signer()).isEqualTo(opened(Map.of()).address());
    assertThat(
            wallet
                .sign(digest)
                .thenCompose(signature -> wallet.signer(digest, signature))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS))
        .contains(wallet.signer());
    wallet.close();
  }

  @Test
  void an_account_that_is_no_address_is_refused() {
    assertRefused(Map.of("account", OTHER + "x"), WalletException.Code.KEY, "'account'");
  }
}
