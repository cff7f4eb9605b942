package io.quoin.examples.ratio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
  private final GroupKey key = new GroupKey(Group.SECRET);
  private final GroupKey.Occasion occasion = occasion(1, 2, 3);

  private static GroupKey.Occasion occasion(int prover, int verifier, int nonce) {
    return new GroupKey.Occasion(filled(20, prover), filled(20, verifier), filled(32, nonce));
  }

  private static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  @Test
  void a_proof_that_was_sent_and_read_is_confirmed() {
    Proof read = Proof.decode(key.prove("anna", occasion).encode()).orElseThrow();

    assertThat(read.member()).isEqualTo("anna");
    assertThat(key.confirms(read, occasion)).isTrue();
  }

  /** Made with Python's hmac module. */
  @Test
  void another_implementation_makes_the_same_proof() {
    byte[] mac = new byte[32];
    key.prove("anna", occasion).mac().get(mac);

    assertThat(HexFormat.of().formatHex(mac))
        .isEqualTo("61ad50a1f4af96c953ec0df0b539ceed07e216309db26ed1a38eba811b40077c");
  }

  static Stream<GroupKey.Occasion> otherOccasions() {
    return Stream.of(occasion(9, 2, 3), occasion(1, 9, 3), occasion(1, 2, 9), occasion(2, 1, 3));
  }

  @ParameterizedTest
  @MethodSource("otherOccasions")
  void a_proof_is_worthless_between_others_and_on_another_connection(GroupKey.Occasion other) {
    assertThat(key.confirms(key.prove("anna", occasion), other)).isFalse();
  }

  @Test
  void a_proof_is_worthless_for_another_name_and_in_another_group() {
    Proof proof = key.prove("anna", occasion);

    assertThat(key.confirms(new Proof("otto", proof.mac()), occasion)).isFalse();
    assertThat(new GroupKey("another secret of some length").confirms(proof, occasion)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "le",
        "de",
        "d1:m4:annae",
        "d1:p32:00000000000000000000000000000000e",
        "d1:mi1e1:p32:00000000000000000000000000000000e",
        "d1:m0:1:p32:00000000000000000000000000000000e",
        "d1:m4:ANNA1:p32:00000000000000000000000000000000e",
        "d1:m33:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1:p32:00000000000000000000000000000000e",
        "d1:m4:anna1:p31:0000000000000000000000000000000e",
        "d1:m4:anna1:p32:00000000000000000000000000000000",
        "llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"
      })
  void what_is_no_proof_is_not_read(String message) {
    assertThat(Proof.decode(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1))))
        .isEmpty();
  }

  @Test
  void what_is_longer_than_any_proof_is_not_looked_at() {
    String padded = "d1:m4:anna1:p32:" + "0".repeat(32) + "1:x300:" + "0".repeat(300) + "e";

    assertThat(Proof.decode(ByteBuffer.wrap(padded.getBytes(StandardCharsets.ISO_8859_1))))
        .isEmpty();
  }
}
