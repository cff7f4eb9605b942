package io.quoin.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LockOutTest {

  private Instant now = Instant.EPOCH;
  private final LockOut lockOut = new LockOut(() -> now);

  @Test
  void an_address_is_shut_out_after_eight_failures_and_let_in_again_later() throws Exception {
    InetAddress address = address(1);

    fail(address, 7);
    boolean before = lockOut.shutsOut(address);
    fail(address, 1);
    boolean after = lockOut.shutsOut(address);
    boolean other = lockOut.shutsOut(address(2));
    now = now.plus(LockOut.LASTS).plus(Duration.ofSeconds(1));

    assertThat(before).isFalse();
    assertThat(after).isTrue();
    assertThat(other).isFalse();
    assertThat(lockOut.shutsOut(address)).isFalse();
  }

  @Test
  void a_log_in_forgives_the_failures_before_it() throws Exception {
    InetAddress address = address(1);
    fail(address, 7);

    lockOut.succeeded(address);
    fail(address, 7);

    assertThat(lockOut.shutsOut(address)).isFalse();
  }

  @Test
  void addresses_of_one_network_of_ipv6_count_as_one() throws Exception {
    fail(InetAddress.getByName("2001:db8:0:1::1"), 4);
    fail(InetAddress.getByName("2001:db8:0:1:ffff::2"), 4);

    assertThat(lockOut.shutsOut(InetAddress.getByName("2001:db8:0:1::3"))).isTrue();
    assertThat(lockOut.shutsOut(InetAddress.getByName("2001:db8:0:2::1"))).isFalse();
  }

  @Test
  void the_latest_addresses_alone_are_remembered() throws Exception {
    fail(address(0), 8);

    for (int i = 1; i <= LockOut.MOST_ADDRESSES; i++) {
      fail(address(i), 8);
    }

    assertThat(lockOut.remembered()).isEqualTo(LockOut.MOST_ADDRESSES);
    assertThat(lockOut.shutsOut(address(0))).isFalse();
    assertThat(lockOut.shutsOut(address(LockOut.MOST_ADDRESSES))).isTrue();
  }

  private void fail(InetAddress address, int times) {
    for (int i = 0; i < times; i++) {
      lockOut.failed(address);
    }
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
  }
}
