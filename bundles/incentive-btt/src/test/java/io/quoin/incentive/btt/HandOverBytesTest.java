package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.buying.Interrupted;
import io.quoin.incentive.btt.buying.KnownSellers;
import io.quoin.incentive.btt.channel.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one policy leaves to the next, and whatever else may be in its place. */
class HandOverBytesTest {
  private static final Digest NONCE = Digest.ofHex("22".repeat(32));
  private static final ChannelId CHANNEL = new ChannelId(Digest.ofHex("33".repeat(32)));
  private static final Span SPAN =
      new Span(1L << 60, Long.MAX_VALUE, 1L << 60, 1L << 60, Long.MAX_VALUE, true);

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
    Interrupted leases = leases(Interrupted.MOST);

    HandOverBytes.Left left =
        HandOverBytes.read(Optional.of(HandOverBytes.write(12_345, sellers, leases)));

    assertThat(left.ask()).hasValue(12_345);
    assertThat(left.sellers().all()).containsExactlyEntriesOf(sellers.all());
    assertThat(left.interrupted().all()).containsExactlyEntriesOf(leases.all());
  }

  @Test
  void of_leases_the_oldest_are_forgotten() {
    Interrupted leases = leases(Interrupted.MOST + 3);

    assertThat(leases.all().keySet().stream().map(nonce -> nonce.getInt(0)))
        .hasSize(Interrupted.MOST)
        .startsWith(3);
  }

  @Test
  void of_many_stretches_the_oldest_are_forgotten() {
    Interrupted leases = new Interrupted();
    List<Span> half = Collections.nCopies(Interrupted.MOST_SPANS / 2, SPAN);
    for (int i = 0; i < 3; i++) {
      leases.put(nonce(i), new Interrupted.Left(CHANNEL, half));
    }
    leases.put(
        nonce(9),
        new Interrupted.Left(CHANNEL, Collections.nCopies(Interrupted.MOST_SPANS + 1, SPAN)));

    assertThat(leases.all().keySet().stream().map(nonce -> nonce.getInt(0))).containsExactly(1, 2);
  }

  private static byte[] nonce(int number) {
    return ByteBuffer.allocate(32).putInt(number).array();
  }

  private static Interrupted leases(int count) {
    Interrupted leases = new Interrupted();
    List<Span> spans = Collections.nCopies(Interrupted.MOST_SPANS / Interrupted.MOST, SPAN);
    for (int i = 0; i < count; i++) {
      leases.put(nonce(i), new Interrupted.Left(CHANNEL, spans));
    }
    return leases;
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
        "d7:sellersll20:aaaaaaaaaaaaaaaaaaaa1:ni1ei1eeee",
        "d6:leasesi1ee",
        "d6:leasesli1elei2eee",
        "d6:leasesll32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn32:cccccccccccccccccccccccccccccccci1eeee",
        "d6:leasesll1:n32:ccccccccccccccccccccccccccccccccleeee",
        "d6:leasesll32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn32:cccccccccccccccccccccccccccccccc"
            + "lli2ei1ei0ei0ei0ei0eeeeee",
        "d6:leasesll32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn32:cccccccccccccccccccccccccccccccc"
            + "lli-2ei1ei0ei0ei0ei0eeeeee",
        "d6:leasesll32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn32:cccccccccccccccccccccccccccccccc"
            + "lli0ei1ei2ei0ei0ei0eeeeee",
        "d6:leasesll32:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn32:cccccccccccccccccccccccccccccccc"
            + "lli0ei1ei0ei0e1:xi0eeeeee"
      })
  void garbage_is_nothing(String garbage) {
    byte[] bytes = garbage.getBytes(StandardCharsets.US_ASCII);

    HandOverBytes.Left left =
        HandOverBytes.read(Optional.of(new HandOver(1, ByteBuffer.wrap(bytes))));

    assertThat(left.sellers().all()).isEmpty();
    assertThat(left.interrupted().all()).isEmpty();
  }

  @Test
  void whatever_is_changed_in_it_a_policy_opens() {
    byte[] right = TestKeys.bytes(HandOverBytes.write(1, sellers(3), leases(3)).bytes());
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
    HandOver other = new HandOver(2, HandOverBytes.write(7, sellers(3), leases(3)).bytes());

    assertThat(HandOverBytes.read(Optional.of(other)).ask()).isEmpty();
  }
}
