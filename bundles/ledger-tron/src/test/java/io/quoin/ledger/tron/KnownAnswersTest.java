package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.wallet.key.Keccak;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node of TRON accepted, and two other implementations agree on, bit for bit. */
class KnownAnswersTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String RAW =
      "0a02001a220880f4ec3e1a97b0d040b8b9ae9ca0345a76080212720a32747970652e676f6f676c65617069732e63"
          + "6f6d2f70726f746f636f6c2e5472616e736665724173736574436f6e7472616374123c0a0731303030303031"
          + "121541928c9af0651632157ef27a2cf17ca72c575a4d211a1541299f3db80a24b20a254b89ce639d59132f15"
          + "7f1320cec2f10570c2e9aa9ca034";
  private static final String ID =
      "4f5ebe1cdcd8733626785524b0832b31956e60e416423b58bd43bdf94e5ce37e";
  private static final String SIGNATURE =
      "cc21434201b24b854b5808f9dbb6aaaf55789fb23b305542d35bca4189f8e1be72d56106dded16bdcb9a6997087535"
          + "b660c0d5ae992077ab2f2eb7e098cd39a401";
  private static final Address FROM = Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");
  private static final Address TO = Address.parse("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW");
  private static final TokenId TOKEN = new TokenId(1_000_001);
  private static final long AMOUNT = 12_345_678;

  private static Block block(String id) {
    byte[] bytes = HEX.parseHex(id);
    return new Block(ByteBuffer.wrap(bytes).getLong(), Instant.EPOCH, ByteString.copyFrom(bytes));
  }

  private static TransferOrder order() {
    return new TransferOrder(
        FROM,
        FROM,
        TO,
        AMOUNT,
        Instant.ofEpochMilli(1_795_355_751_618L),
        Instant.ofEpochMilli(1_795_355_811_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "9ab06d4ddc783eaedadb2b1967bf664f8c859f6635c416c67941d3766fdee6b2,"
        + "TEmH6bFE8FahLDTJwZqfAVuB7CaxjvPmZV",
    "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0,"
        + "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY",
    "f31db24bfbd1a2ef19beddca0a0fa37632eded9ac666a05d3bd925f01dde1f62,"
        + "TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW",
    "0000000000000000000000000000000000000000000000000000000000000001,"
        + "TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC",
  })
  void a_key_has_its_address(String key, String address) {
    assertThat(TestKeys.key(key).address()).hasToString(address);
  }

  @Test
  void an_address_is_written_in_base58check() {
    Address address = Address.of(HEX.parseHex("4159d3ad9d126e153b9564417d3a05cf51c1964edf"));

    assertThat(address).hasToString("TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE");
  }

  @Test
  void the_hash_is_keccak() {
    ByteBuffer words = ByteBuffer.wrap("hello world".getBytes(StandardCharsets.US_ASCII));

    assertThat(Keccak.digest(words))
        .hasToString("47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad");
  }

  @Test
  void a_transfer_refers_to_a_block_by_ten_bytes_of_its_id() {
    Block block = block("000000000000001dcac553b5687407227bb443c8e06c4018c993ac931ba1d8c1");

    assertThat(HEX.formatHex(block.referenceBytes().toByteArray())).isEqualTo("001d");
    assertThat(HEX.formatHex(block.referenceHash().toByteArray())).isEqualTo("cac553b568740722");
  }

  @Test
  void a_network_is_named_by_the_end_of_its_first_block() {
    Block genesis = block("00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc");

    assertThat(genesis.net()).hasToString("4196a1d22b6653dc");
  }

  @Test
  void a_transfer_that_a_node_accepted_is_built_bit_for_bit() {
    Block reference = block("000000000000001a80f4ec3e1a97b0d0" + "00".repeat(16));

    PreparedTransfer transfer =
        RawTransfer.of(order(), TOKEN, Permissions.OWNER, reference).prepared(order());

    byte[] raw = new byte[transfer.raw().remaining()];
    transfer.raw().get(raw);
    assertThat(HEX.formatHex(raw)).isEqualTo(RAW);
    assertThat(transfer.id()).hasToString(ID);
    assertThat(TestKeys.PAYER.sign(transfer.id().digest()).hex()).isEqualTo(SIGNATURE);
  }

  @Test
  void a_transfer_that_a_node_accepted_is_read() {
    RawTransfer raw = RawTransfer.decode(ByteBuffer.wrap(HEX.parseHex(RAW)));

    assertThat(raw.id()).hasToString(ID);
    assertThat(raw.facts(true))
        .contains(new TransferFacts(raw.id(), FROM, TO, TOKEN, AMOUNT, true));
    assertThat(raw.does(order(), TOKEN)).isTrue();
  }

  @Test
  void it_used_282_points() {
    RawTransfer raw = RawTransfer.decode(ByteBuffer.wrap(HEX.parseHex(RAW)));

    assertThat(Bandwidth.points(raw)).isEqualTo(282);
  }
}
