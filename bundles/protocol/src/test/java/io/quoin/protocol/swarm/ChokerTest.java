package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.protocol.swarm.Choker.Candidate;
import io.quoin.protocol.swarm.Choker.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChokerTest {
  private final Choker<String> choker = new Choker<>(new SplittableRandom(1));

  private static Candidate<String> peer(String name, long rate) {
    return new Candidate<>(name, Wish.OPEN, rate, 0, 1);
  }

  private static Candidate<String> peer(String name, Wish wish) {
    return new Candidate<>(name, wish, 0, 0, 1);
  }

  private static List<Candidate<String>> peers(int count) {
    List<Candidate<String>> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(peer("p" + i, 1000 - i));
    }
    return peers;
  }

  @Test
  void those_who_give_most_are_served_and_one_more_is_tried_out() {
    Choker.Decision<String> decision = choker.decide(peers(20), 4, false);

    assertThat(decision.served()).hasSize(5).contains("p0", "p1", "p2", "p3");
    assertThat(decision.triedOut()).isPresent();
    assertThat(decision.served()).contains(decision.triedOut().get());
  }

  @Test
  void whoever_is_tried_out_has_three_rounds() {
    List<String> tried = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      tried.add(choker.decide(peers(200), 4, false).triedOut().orElseThrow());
    }

    for (int round = 0; round < 60; round += 3) {
      assertThat(tried.subList(round, round + 3)).containsOnly(tried.get(round));
    }
    assertThat(new HashSet<>(tried)).hasSizeGreaterThan(15);
  }

  @Test
  void deciding_again_within_a_round_takes_nobodys_time() {
    String tried = choker.decide(peers(200), 4, false).triedOut().orElseThrow();

    for (int i = 0; i < 50; i++) {
      assertThat(choker.decideAgain(peers(200), 4, false).triedOut()).contains(tried);
    }
    choker.decide(peers(200), 4, false);

    assertThat(choker.decide(peers(200), 4, false).triedOut()).contains(tried);
  }

  @Test
  void whoever_is_tried_out_and_earns_a_slot_makes_place_for_another() {
    List<Candidate<String>> peers = peers(10);
    String tried = choker.decide(peers, 4, false).triedOut().orElseThrow();
    peers.removeIf(p -> p.peer().equals(tried));
    peers.add(peer(tried, 1_000_000));

    Choker.Decision<String> decision = choker.decide(peers, 4, false);

    assertThat(decision.served()).hasSize(5).contains(tried);
    assertThat(decision.triedOut()).isPresent().isNotEqualTo(java.util.Optional.of(tried));
  }

  @Test
  void with_fewer_peers_than_slots_all_are_served() {
    assertThat(choker.decide(peers(3), 8, false).served())
        .containsExactlyInAnyOrder("p0", "p1", "p2");
    assertThat(choker.decide(List.of(), 8, false).served()).isEmpty();
  }

  @Test
  void an_incentives_wishes_are_obeyed() {
    List<Candidate<String>> peers = peers(10);
    peers.add(peer("paid1", Wish.EXTRA));
    peers.add(peer("paid2", Wish.EXTRA));
    peers.add(peer("free", Wish.SERVE));
    peers.add(peer("choked", Wish.CHOKE));

    Set<String> served = new HashSet<>(choker.decide(peers, 3, false).served());

    assertThat(served).contains("paid1", "paid2", "free", "p0", "p1").doesNotContain("choked");
    assertThat(served).as("2 extra, 3 slots, 1 tried out").hasSize(6);
  }

  @Test
  void more_wishes_than_slots_leave_the_others_the_optimistic_slot_alone() {
    List<Candidate<String>> peers = peers(10);
    for (int i = 0; i < 5; i++) {
      peers.add(peer("free" + i, Wish.SERVE));
    }

    Choker.Decision<String> decision = choker.decide(peers, 3, false);

    assertThat(decision.served()).hasSize(6);
    assertThat(decision.triedOut().orElseThrow()).startsWith("p");
  }

  @Test
  void at_a_seed_all_take_turns() {
    Map<String, Integer> rounds = new HashMap<>();
    Map<String, Integer> waited = new HashMap<>();
    Map<String, Integer> servedRounds = new HashMap<>();
    for (int round = 0; round < 60; round++) {
      List<Candidate<String>> peers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String name = "p" + i;
        peers.add(
            new Candidate<>(
                name, Wish.OPEN, 0, rounds.getOrDefault(name, 0), waited.getOrDefault(name, 0)));
      }
      List<String> served = choker.decide(peers, 3, true).served();
      for (Candidate<String> peer : peers) {
        boolean isServed = served.contains(peer.peer());
        rounds.merge(peer.peer(), 1, (old, one) -> isServed ? old + 1 : 0);
        rounds.computeIfPresent(peer.peer(), (p, n) -> isServed ? n : 0);
        waited.put(peer.peer(), isServed ? 0 : peer.waited() + 1);
        servedRounds.merge(peer.peer(), isServed ? 1 : 0, Integer::sum);
      }
    }

    assertThat(servedRounds).hasSize(12);
    assertThat(servedRounds.values()).allMatch(n -> n >= 10 && n <= 30);
  }
}
