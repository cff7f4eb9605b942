package io.quoin.wallet.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.Signature;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, digests and signatures that two other implementations agree on, bit for bit. */
class KnownAnswersTest {

  static final String PAYER_KEY =
      "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";
  static final String PAYEE_KEY =
      "f31db24bfbd1a2ef19beddca0a0fa37632eded9ac666a05d3bd925f01dde1f62";

  private static final SigningKey PAYER = key(PAYER_KEY);
  private static final SigningKey PAYEE = key(PAYEE_KEY);
  private static final long TOKEN = 1_002_000;
  private static final long EXPIRY = 2_000_000_000;
  private static final NetId NET = NetId.ofHex("4196a1d22b6653dc");
  private static final byte[] LANE = filled(20, 0x11);
  private static final byte[] VAULT = new byte[21];
  private static final byte[] CHANNEL_NONCE = filled(32, 0x22);
  private static final byte POST_PAID = 0;

  private static SigningKey key(String hex) {
    return SigningKey.of(HexFormat.of().parseHex(hex));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] counting(int from) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private static ByteBuffer tagged(int length, String tag) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    return bytes.put(tag.getBytes(US_ASCII)).position(16);
  }

  private static Digest digest(ByteBuffer bytes) {
    assertThat(bytes.hasRemaining()).isFalse();
    return Keccak.digest(bytes.flip());
  }

  private static Digest session() {
    return digest(
        tagged(188, "qn_btt/1 session")
            .putLong(NET.value())
            .putLong(TOKEN)
            .put(LANE)
            .put("-QN0100-aaaaaaaaaaaa".getBytes(US_ASCII))
            .put("-QN0100-bbbbbbbbbbbb".getBytes(US_ASCII))
            .put(counting(0x00))
            .put(counting(0x20))
            .put(new byte[32]));
  }

  private static Digest channel() {
    return digest(
        tagged(157, "qn_btt/1 channel")
            .putLong(NET.value())
            .putLong(TOKEN)
            .put(POST_PAID)
            .put(VAULT)
            .put(PAYER.address().bytes())
            .put(PAYEE.address().bytes())
            .put(PAYER.address().bytes())
            .putLong(EXPIRY)
            .put(CHANNEL_NONCE));
  }

  private static Digest open() {
    return digest(
        tagged(176, "qn_btt/1 open")
            .put(session().bytes())
            .putLong(NET.value())
            .putLong(TOKEN)
            .put(POST_PAID)
            .put(VAULT)
            .put(PAYER.address().bytes())
            .put(PAYER.address().bytes())
            .putLong(1_000_000_000)
            .putLong(EXPIRY)
            .put(CHANNEL_NONCE));
  }

  private static Digest ack() {
    return digest(
        tagged(101, "qn_btt/1 ack")
            .put(session().bytes())
            .put(channel().bytes())
            .put(PAYEE.address().bytes()));
  }

  private static Digest voucher() {
    return digest(
        tagged(92, "qn_btt/1 voucher")
            .put(channel().bytes())
            .put(LANE)
            .putLong(1)
            .putLong(12_345_678)
            .putLong(1_048_576));
  }

  @ParameterizedTest
  @CsvSource({
    "9ab06d4ddc783eaedadb2b1967bf664f8c859f6635c416c67941d3766fdee6b2,"
        + "TEmH6bFE8FahLDTJwZqfAVuB7CaxjvPmZV",
    PAYER_KEY + ",TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY",
    PAYEE_KEY + ",TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW",
    "0000000000000000000000000000000000000000000000000000000000000001,"
        + "TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC"
  })
  void a_key_has_its_known_address(String key, String address) {
    assertThat(key(key).address()).isEqualTo(Address.parse(address));
  }

  @Test
  void keccak_hashes_as_known() {
    Digest digest = Keccak.digest(ByteBuffer.wrap("hello world".getBytes(UTF_8)));

    assertThat(digest.hex())
        .isEqualTo("47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad");
  }

  @Test
  void hashing_leaves_the_buffer_as_it_was() {
    ByteBuffer bytes = ByteBuffer.wrap("__hello world__".getBytes(UTF_8)).position(2).limit(13);

    Digest digest = Keccak.digest(bytes);

    assertThat(digest.hex()).startsWith("47173285");
    assertThat(bytes.position()).isEqualTo(2);
    assertThat(bytes.limit()).isEqualTo(13);
  }

  @Test
  void the_session_and_the_channel_hash_as_known() {
    assertThat(session().hex())
        .isEqualTo("0d5a96e7a7d78ffca73ad987419401e548039d7175e2f8097cb7309383b2ef08");
    assertThat(channel().hex())
        .isEqualTo("be749df997d60a19103233472f12767a0aeedab538f5bbc4747fae50287ce947");
  }

  @Test
  void an_open_is_signed_as_known() {
    assertThat(open().hex())
        .isEqualTo("08ee4ff7fc038284658d65e49e6da85b8d81318d06926ef027929db1ddc469c9");
    assertSigned(
        PAYER,
        open(),
        "beda1105f6a72e825e490f85348bd13d626580841c66d56c4febc8735c629e3d"
            + "624ba44e52ade577d609219713ded7b6150f67f1fe621c023236c6895b8acd1d00");
  }

  @Test
  void an_ack_is_signed_as_known() {
    assertThat(ack().hex())
        .isEqualTo("eaca5911deae7eac2f6c990ae6672d684f75879a528888ad871d98b52c989813");
    assertSigned(
        PAYEE,
        ack(),
        "6d919c3bb8afcbfce2a2480bc12cedbb739c959566dbf86d2217a504f01044a3"
            + "503c689f9da1e05f93b4edeb3248143d8fc721ad64d053958219d32e12a2497000");
  }

  @Test
  void a_voucher_is_signed_as_known() {
    assertThat(voucher().hex())
        .isEqualTo("c377a13d829b84855d7d0061616a39f1e7bcae5580474107da149e59829d2f2c");
    assertSigned(
        PAYER,
        voucher(),
        "5fb92c742336198b7bd3146d94b8f45dec00e8e3ad149a45930aa8df4c84b623"
            + "40c9677c140ca6b804e1cc7c829be1dea990879d6d8835d618713915c34a1c7a01");
  }

  @Test
  void a_transfer_that_a_node_accepted_is_signed_as_it_was() throws Exception {
    byte[] raw =
        HexFormat.of()
            .parseHex(
                "0a02001a220880f4ec3e1a97b0d040b8b9ae9ca0345a76080212720a32747970652e676f6f676c65"
                    + "617069732e636f6d2f70726f746f636f6c2e5472616e736665724173736574436f6e747261"
                    + "6374123c0a0731303030303031121541928c9af0651632157ef27a2cf17ca72c575a4d211a"
                    + "1541299f3db80a24b20a254b89ce639d59132f157f1320cec2f10570c2e9aa9ca034");

    Digest id = Digest.of(MessageDigest.getInstance("SHA-256").digest(raw));

    assertThat(id.hex())
        .isEqualTo("4f5ebe1cdcd8733626785524b0832b31956e60e416423b58bd43bdf94e5ce37e");
    assertSigned(
        PAYER,
        id,
        "cc21434201b24b854b5808f9dbb6aaaf55789fb23b305542d35bca4189f8e1be"
            + "72d56106dded16bdcb9a6997087535b660c0d5ae992077ab2f2eb7e098cd39a401");
  }

  private static void assertSigned(SigningKey key, Digest digest, String signature) {
    assertThat(key.sign(digest).hex()).isEqualTo(signature);
    assertThat(Secp256k1.signer(digest, Signature.ofHex(signature))).contains(key.address());
  }
}
