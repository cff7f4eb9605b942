package io.quoin.wallet.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.wallet.WalletException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SigningPoolTest {

  private static void assertRefused(CompletionStage<?> stage, WalletException.Code code) {
    assertThatThrownBy(() -> stage.toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(
            WalletException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void work_is_never_done_on_the_callers_thread() {
    SigningPool pool = new SigningPool("pool", 1, 1);

    String worker =
        pool.compute(() -> Thread.currentThread().getName()).toCompletableFuture().join();

    assertThat(worker).isEqualTo("pool");
    pool.close();
  }

  @Test
  void what_has_no_room_is_refused_and_the_rest_is_done() throws Exception {
    SigningPool pool = new SigningPool("pool", 1, 2);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletionStage<Integer> first =
        pool.compute(
            () -> {
              busy.countDown();
              awaited(go);
              return 1;
            });
    busy.await();
    CompletionStage<Integer> second = pool.compute(() -> 2);
    CompletionStage<Integer> third = pool.compute(() -> 3);

    assertRefused(pool.compute(() -> 4), WalletException.Code.BUSY);

    go.countDown();
    assertThat(first.toCompletableFuture().join()).isEqualTo(1);
    assertThat(second.toCompletableFuture().join()).isEqualTo(2);
    assertThat(third.toCompletableFuture().join()).isEqualTo(3);
    pool.close();
  }

  @Test
  void a_closed_pool_does_what_it_took_ends_its_threads_and_refuses_more() throws Exception {
    SigningPool pool = new SigningPool("pool", 1, 2);
    AtomicReference<Thread> worker = new AtomicReference<>();
    CompletableFuture<Void> done =
        pool.<Void>compute(
                () -> {
                  worker.set(Thread.currentThread());
                  return null;
                })
            .toCompletableFuture();

    pool.close();

    done.join();
    worker.get().join();
    assertRefused(pool.compute(() -> 1), WalletException.Code.CLOSED);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
