package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.buying.KnownSellers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one policy leaves to the next, and whatever else may be in its place. */
class HandOverBytesTest {
  private static final Digest NONCE = Digest.ofHex("22".repeat(32));

  private static byte[] id(int number) {
    return ByteBuffer.allocate(20).putInt(number).array();
  }

  private static KnownSellers sellers(int count) {
    KnownSellers sellers = new KnownSellers();
    for (int i = 0; i < count; i++) {
      Instant expiry = Instant.ofEpochSecond(2_000_000_000L + i);
      sellers.put(id(i), new KnownSellers.Draft(NONCE, Long.MAX_VALUE, expiry));
    }
    return sellers;
  }

  @Test
  void what_is_left_is_found_and_fits_however_much_there_is() {
    KnownSellers sellers = sellers(KnownSellers.MOST);

    HandOverBytes.Left left = HandOverBytes.read(Optional.of(HandOverBytes.write(12_345, sellers)));

    assertThat(left.ask()).hasValue(12_345);
    assertThat(left.sellers().all()).containsExactlyEntriesOf(sellers.all());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "de",
        "le",
        "i1e",
        "d3:aski-5ee",
        "d3:ask1:x7:sellersi1ee",
        "d7:sellersli1elei2eee",
        "d7:sellersll20:aaaaaaaaaaaaaaaaaaaa32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnni0ei1eeee",
        "d7:sellersll20:aaaaaaaaaaaaaaaaaaaa32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnni1ei-1eeee",
        "d7:sellersll20:aaaaaaaaaaaaaaaaaaaa32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnni1e"
            + "i9223372036854775807eeee",
        "d7:sellersll1:a32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnni1ei1eeee",
        "d7:sellersll20:aaaaaaaaaaaaaaaaaaaa1:ni1ei1eeee"
      })
  void garbage_is_nothing(String garbage) {
    byte[] bytes = garbage.getBytes(StandardCharsets.US_ASCII);

    HandOverBytes.Left left =
        HandOverBytes.read(Optional.of(new HandOver(1, ByteBuffer.wrap(bytes))));

    assertThat(left.sellers().all()).isEmpty();
  }

  @Test
  void whatever_is_changed_in_it_a_policy_opens() {
    byte[] right = TestKeys.bytes(HandOverBytes.write(1, sellers(3)).bytes());
    Random random = new Random(5);

    for (int i = 0; i < 20_000; i++) {
      byte[] wrong = right.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
      }
      HandOverBytes.Left left =
          HandOverBytes.read(Optional.of(new HandOver(1, ByteBuffer.wrap(wrong))));
      assertThat(left.sellers().all().values())
          .allMatch(draft -> draft.capacity() >= 1 && draft.expiry().getEpochSecond() >= 0);
    }
  }

  @Test
  void bytes_of_another_version_are_left_alone() {
    HandOver other = new HandOver(2, HandOverBytes.write(7, sellers(3)).bytes());

    assertThat(HandOverBytes.read(Optional.of(other)).ask()).isEmpty();
  }
}
