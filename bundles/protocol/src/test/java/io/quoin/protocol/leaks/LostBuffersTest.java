package io.quoin.protocol.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The negative controls: what is left behind on purpose is found. */
class LeakCheckTest {
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  @Test
  void a_thread_that_stays_is_found_and_named() throws Exception {
    Footprint before = Footprint.now();
    CountDownLatch end = new CountDownLatch(1);
    Thread leaked =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "left-behind-on-purpose");
    leaked.start();

    assertThatThrownBy(() -> LeakCheck.requireNothingBeyond(before, SHORT_NANOS))
        .hasMessageContaining("left-behind-on-purpose");

    end.countDown();
    leaked.join();
    LeakCheck.requireNothingBeyond(before, SHORT_NANOS);
  }

  @Test
  void a_socket_that_stays_open_is_found() throws Exception {
    Footprint before = Footprint.now();
    ServerSocketChannel leaked = ServerSocketChannel.open();

    assertThatThrownBy(() -> LeakCheck.requireNothingBeyond(before, SHORT_NANOS))
        .hasMessageContaining("socket");

    leaked.close();
    LeakCheck.requireNothingBeyond(before, SHORT_NANOS);
  }

  @Test
  void a_buffer_that_is_not_released_is_found() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    lose();

    assertThat(LeakCheck.lostBuffers()).anySatisfy(r -> assertThat(r).contains("LEAK"));
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
  }
}
