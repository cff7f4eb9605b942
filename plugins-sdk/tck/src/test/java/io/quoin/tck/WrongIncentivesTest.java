package io.quoin.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every check finds the one thing that is wrong. */
class WrongIncentivesTest {

  private static IncentiveContract suspect(IncentiveProvider wrong, Duration patience) {
    return new IncentiveContract() {
      @Override
      protected IncentiveProvider provider() {
        return wrong;
      }

      @Override
      protected Duration patience() {
        return patience;
      }
    };
  }

  private static IncentiveProvider opening(Function<IncentiveContext, IncentivePolicy> policy) {
    return (context, from) -> policy.apply(context);
  }

  private static void finds(
      String what,
      Consumer<IncentiveContract> check,
      Function<IncentiveContext, IncentivePolicy> wrong) {
    finds(what, check, opening(wrong), Duration.ofMinutes(1));
  }

  private static void finds(
      String what, Consumer<IncentiveContract> check, IncentiveProvider wrong, Duration patience) {
    assertThatThrownBy(() -> check.accept(suspect(wrong, patience)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(what);
  }

  @Test
  void one_that_publishes_only_once_is_found() {
    finds(
        "nothing was published in 30 s, the 2. time",
        IncentiveContract::publishes_before_its_allocation_ages_out,
        context ->
            new RightIncentive.Policy(context) {
              private boolean published;

              @Override
              public void round(List<PeerStanding> standings) {
                if (!published) {
                  published = true;
                  super.round(standings);
                }
              }
            });
  }

  @Test
  void one_that_hangs_is_found() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    finds(
        "the policy hangs",
        IncentiveContract::publishes_before_its_allocation_ages_out,
        opening(
            context ->
                new RightIncentive.Policy(context) {
                  @Override
                  public void round(List<PeerStanding> standings) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                }),
        Duration.ofMillis(300));
  }

  @Test
  void one_that_names_peers_that_have_left_is_found() {
    finds(
        "an allocation names peer",
        IncentiveContract::keeps_within_what_the_context_allows,
        context ->
            new RightIncentive.Policy(context) {
              private final List<IncentivePeer> all = new ArrayList<>();

              @Override
              public void joined(IncentivePeer peer) {
                all.add(peer);
              }

              @Override
              public void round(List<PeerStanding> standings) {
                all.forEach(
                    peer -> context.publish(new Allocation(Map.of(peer, PeerShare.CHOKED))));
              }
            });
  }

  @Test
  void one_that_offers_what_is_not_bencoded_is_found() {
    finds(
        "is not bencoded",
        IncentiveContract::keeps_within_what_the_context_allows,
        context -> {
          context.offer(ExtensionOffer.toAll("x", ByteBuffer.wrap(new byte[] {'x'})));
          return new RightIncentive.Policy(context);
        });
  }

  @Test
  void one_whose_value_has_no_place_for_the_nonce_is_found() {
    finds(
        "its value is no dictionary",
        IncentiveContract::keeps_within_what_the_context_allows,
        context -> {
          ByteBuffer value = ByteBuffer.wrap(new byte[] {'l', 'e'});
          context.offer(new ExtensionOffer("x", value, Optional.of("n"), false, Set.of()));
          return new RightIncentive.Policy(context);
        });
  }

  @Test
  void one_that_says_too_much_at_once_is_found() {
    finds(
        "a message has 1025 bytes",
        IncentiveContract::keeps_within_what_the_context_allows,
        context ->
            new RightIncentive.Policy(context) {
              @Override
              public void joined(IncentivePeer peer) {
                context.send(peer, ByteBuffer.allocate(1025));
              }
            });
  }

  @Test
  void one_that_plans_without_end_is_found() {
    finds(
        "more than 4096 tasks",
        IncentiveContract::keeps_within_what_the_context_allows,
        context ->
            new RightIncentive.Policy(context) {
              @Override
              public void traffic(List<PeerTraffic> traffic) {
                for (int i = 0; i < 100; i++) {
                  context.after(Duration.ofHours(1), () -> {});
                }
              }
            });
  }

  @Test
  void one_that_draws_on_another_thread_is_found() {
    finds(
        "randomness was asked for on another thread",
        IncentiveContract::keeps_within_what_the_context_allows,
        context ->
            new RightIncentive.Policy(context) {
              @Override
              public HandOver close() {
                Thread other = new Thread(context::random, "other");
                other.start();
                try {
                  other.join();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return super.close();
              }
            });
  }

  @Test
  void one_that_believes_what_it_reads_is_found() {
    finds(
        "the policy threw at 0 bytes of nonsense as a message",
        IncentiveContract::refuses_what_strangers_send_without_throwing,
        context ->
            new RightIncentive.Policy(context) {
              @Override
              public void received(PeerTraffic at, ByteBuffer payload) {
                payload.get();
              }
            });
    finds(
        "the policy threw at 0 bytes of nonsense in a handshake",
        IncentiveContract::refuses_what_strangers_send_without_throwing,
        context ->
            new RightIncentive.Policy(context) {
              @Override
              public void handshake(IncentivePeer peer, ByteBuffer value) {
                value.get();
              }
            });
  }

  @Test
  void one_that_remembers_everybody_is_found() {
    finds(
        "peers are still kept",
        IncentiveContract::forgets_peers_that_have_left,
        opening(
            context ->
                new RightIncentive.Policy(context) {
                  private final List<IncentivePeer> all = new ArrayList<>();

                  @Override
                  public void joined(IncentivePeer peer) {
                    all.add(peer);
                  }
                }),
        Duration.ofSeconds(2));
  }

  @Test
  void one_that_cannot_begin_with_its_own_hand_over_is_found() {
    finds(
        "does not begin with what one before it has handed over",
        IncentiveContract::a_successor_begins_with_what_was_handed_over,
        (context, from) -> {
          if (from.isPresent()) {
            throw new IncentiveException("no");
          }
          return new RightIncentive.Policy(context);
        },
        Duration.ofMinutes(1));
  }

  @Test
  void one_that_believes_what_it_is_handed_is_found() {
    finds(
        "a hand-over that it does not know made it throw",
        IncentiveContract::passes_over_a_hand_over_that_it_does_not_know,
        (context, from) -> {
          from.ifPresent(left -> left.bytes().getInt());
          return new RightIncentive.Policy(context);
        },
        Duration.ofMinutes(1));
  }

  @Test
  void one_that_leaves_a_thread_behind_is_found() {
    CountDownLatch end = new CountDownLatch(1);
    finds(
        "left by the wrong one",
        IncentiveContract::leaves_no_thread_behind,
        opening(
            context -> {
              Thread thread = new Thread(() -> await(end), "left by the wrong one");
              thread.start();
              return new RightIncentive.Policy(context);
            }),
        Duration.ofSeconds(2));
    end.countDown();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
