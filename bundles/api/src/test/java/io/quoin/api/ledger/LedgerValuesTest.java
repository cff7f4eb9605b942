package io.quoin.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LedgerValuesTest {

  private static final Address ALICE = address(1);
  private static final Address BOB = address(2);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Address address(int seed) {
    byte[] bytes = new byte[Address.BYTES];
    Arrays.fill(bytes, (byte) seed);
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  private static TransferOrder order(long amount, Address to, Instant timestamp, Instant end) {
    return new TransferOrder(ALICE, ALICE, to, amount, timestamp, end);
  }

  @Test
  void a_net_id_is_written_as_it_is_read() {
    NetId net = NetId.ofHex("4196a1d22b6653dc");

    assertThat(net.value()).isEqualTo(0x4196a1d22b6653dcL);
    assertThat(net).hasToString("4196a1d22b6653dc");
    assertThat(NetId.ofHex("a9c134c994a9059e")).hasToString("a9c134c994a9059e");
    assertThatIllegalArgumentException().isThrownBy(() -> NetId.ofHex("4196a1d2"));
    assertThatIllegalArgumentException().isThrownBy(() -> NetId.ofHex("4196a1d22b6653dg"));
  }

  @Test
  void signatures_and_digests_have_their_one_length() {
    byte[] signature = new byte[Signature.BYTES];
    signature[64] = 27;

    assertThatIllegalArgumentException().isThrownBy(() -> Digest.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(new byte[64]));
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(signature));
  }

  @Test
  void values_keep_their_own_bytes() {
    byte[] bytes = new byte[Digest.BYTES];
    Digest digest = Digest.of(bytes);
    bytes[0] = 1;
    digest.toByteArray()[1] = 1;

    assertThat(digest).isEqualTo(Digest.of(new byte[Digest.BYTES]));
  }

  @Test
  void a_transfer_of_nothing_or_to_oneself_or_without_time_is_refused() {
    Instant later = NOON.plusSeconds(60);

    assertThatIllegalArgumentException().isThrownBy(() -> order(0, BOB, NOON, later));
    assertThatIllegalArgumentException().isThrownBy(() -> order(1, ALICE, NOON, later));
    assertThatIllegalArgumentException().isThrownBy(() -> order(1, BOB, NOON, NOON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(1, BOB, NOON.plusNanos(1), later))
        .withMessageContaining("milliseconds");
  }

  @Test
  void raw_bytes_of_a_transfer_are_bounded() {
    TransferId id = new TransferId(Digest.of(new byte[Digest.BYTES]));
    TransferOrder order = order(1, BOB, NOON, NOON.plusSeconds(60));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PreparedTransfer(id, order, ByteBuffer.allocate(1025)));
  }
}
