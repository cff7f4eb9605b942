package io.quoin.protocol.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.quoin.leaks.Held;
import io.quoin.leaks.Holdings;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LostBuffersTest {

  private static LostBuffers registered() {
    return ServiceLoader.load(Holdings.class).stream()
        .filter(kind -> kind.type() == LostBuffers.class)
        .map(kind -> (LostBuffers) kind.get())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_buffer_that_is_not_released_is_found() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    LostBuffers lost = registered();
    int before = lost.now().size();

    lose();

    List<Held> after = lost.now();
    LostBuffers.forgive();
    assertThat(after).hasSizeGreaterThan(before);
    assertThat(after.get(after.size() - 1).detail()).contains("LEAK");
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
  }
}
