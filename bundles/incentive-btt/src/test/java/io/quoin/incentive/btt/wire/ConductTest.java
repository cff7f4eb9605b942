package io.quoin.incentive.btt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConductTest {
  private static final long SECOND = 1_000_000_000L;

  private static InetSocketAddress address(int... bytes) {
    try {
      byte[] raw = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        raw[i] = (byte) bytes[i];
      }
      return new InetSocketAddress(InetAddress.getByAddress(raw), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static long admitted(Conduct conduct, int messages, long now) {
    long admitted = 0;
    for (int i = 0; i < messages; i++) {
      admitted += conduct.admits(now) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void a_burst_of_fifty_passes_and_then_twenty_a_second() {
    Conduct conduct = new Conduct(0);

    assertThat(admitted(conduct, 60, 0)).isEqualTo(50);
    assertThat(admitted(conduct, 60, SECOND)).isEqualTo(20);
  }

  @Test
  void a_flood_is_one_fault_a_second_and_three_faults_end_it() {
    Conduct conduct = new Conduct(0);

    admitted(conduct, 1000, 0);
    assertThat(conduct.faults()).isEqualTo(1);
    admitted(conduct, 1000, 1 * SECOND);
    admitted(conduct, 1000, 2 * SECOND);

    assertThat(conduct.off()).isTrue();
    assertThat(admitted(conduct, 10, 1000 * SECOND)).isZero();
  }

  @Test
  void three_wrong_signatures_switch_an_address_and_its_neighbours_off_for_a_while() {
    Offenders offenders = new Offenders();
    for (int i = 0; i < 3; i++) {
      offenders.badSignature(address(10, 1, 2, i), 0);
    }

    assertThat(offenders.off(address(10, 1, 2, 99), 1)).isTrue();
    assertThat(offenders.off(address(10, 1, 3, 0), 1)).isFalse();
    assertThat(offenders.off(address(10, 1, 2, 99), Offenders.WHILE + 1)).isFalse();
  }

  @Test
  void two_wrong_signatures_are_borne() {
    Offenders offenders = new Offenders();

    offenders.badSignature(address(10, 1, 2, 3), 0);
    offenders.badSignature(address(10, 1, 2, 3), 0);

    assertThat(offenders.off(address(10, 1, 2, 3), 1)).isFalse();
  }

  @Test
  void neighbours_of_version_six_share_forty_eight_bits() {
    InetSocketAddress one = address(32, 1, 13, 184, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    InetSocketAddress near = address(32, 1, 13, 184, 0, 1, 9, 9, 0, 0, 0, 0, 0, 0, 0, 1);
    InetSocketAddress far = address(32, 1, 13, 184, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    assertThat(AddressPrefix.of(one)).isEqualTo(AddressPrefix.of(near));
    assertThat(AddressPrefix.of(one)).isNotEqualTo(AddressPrefix.of(far));
  }

  @Test
  void no_more_offenders_are_remembered_than_the_bound() {
    Offenders offenders = new Offenders();

    for (int i = 0; i < 20_000; i++) {
      offenders.badSignature(address(10, i >> 16, i >> 8 & 255, i & 255), 0);
    }

    assertThat(offenders.size()).isEqualTo(Offenders.MOST);
  }
}
