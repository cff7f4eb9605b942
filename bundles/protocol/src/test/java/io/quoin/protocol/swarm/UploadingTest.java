package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.UploadClass;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.TorrentBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is served, and with how much. */
class UploadingTest {
  private static final int BLOCK = Layout.BLOCK;
  private static final int PIECE = 1 << 19;
  private static final int PIECES = 12;

  @RegisterExtension private final Scene scene = new Scene(PIECES * PIECE, PIECE);
  private final HandLoop loop = scene.loop;

  private static IncentivePeer peer(Scene.Client client, Puppet of) {
    return client.swarm.traffic().stream()
        .filter(t -> t.peer().address().equals(of.host.address))
        .findFirst()
        .orElseThrow()
        .peer();
  }

  private static long received(Puppet puppet) {
    return puppet.host.received;
  }

  /** Asks for so many blocks, from the first on and again. */
  private void askAll(Puppet puppet, int blocks) {
    int ofPiece = PIECE / BLOCK;
    for (int i = 0; i < blocks; i++) {
      puppet.request(i / ofPiece % PIECES, i % ofPiece * BLOCK, BLOCK);
    }
  }

  private List<Puppet> puppets(Scene.Client client, int count) {
    return Stream.generate(() -> scene.puppet(client)).limit(count).toList();
  }

  private static PeerShare share(UploadClass uploadClass, int weight, long sendUpTo) {
    return new PeerShare(uploadClass, weight, sendUpTo, Optional.empty(), Long.MAX_VALUE, 0, false);
  }

  // --- what we have ---

  @Test
  void a_seed_says_that_it_has_all_and_a_leech_what_it_has() {
    Scene.Client seed = scene.seed();
    Scene.Client some = scene.client(scene.storesWith(1, 3)).start();
    Scene.Client none = scene.leech();
    loop.run(1);

    Puppet atSeed = scene.puppet(seed);
    Puppet atSome = scene.puppet(some);
    Puppet atNone = scene.puppet(none);
    loop.run(1);

    assertThat(atSeed.heard(Message.HaveAll.INSTANCE)).isTrue();
    assertThat(atSome.heard(Message.Bitfield.class))
        .containsExactly(new Message.Bitfield(ByteBuffer.wrap(new byte[] {0x50, 0})));
    assertThat(atNone.heard(Message.HaveNone.INSTANCE)).isTrue();
    assertThat(atSeed.heard(Message.Have.class)).isEmpty();
  }

  @Test
  void without_the_fast_extension_a_seed_sends_its_bitfield_and_a_newcomer_nothing() {
    Scene.Client seed = scene.seed();
    Scene.Client none = scene.leech();
    loop.run(1);
    Puppet atSeed = scene.puppet();
    Puppet atNone = scene.puppet();
    atSeed.reserved = 0;
    atNone.reserved = 0;

    atSeed.connect(seed.host.address, seed.swarm);
    atNone.connect(none.host.address, none.swarm);
    loop.run(1);

    assertThat(atSeed.heard)
        .containsExactly(
            new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xf0})));
    assertThat(atNone.heard).isEmpty();
  }

  // --- slots ---

  @Test
  void as_many_as_there_are_slots_and_one_more_are_served_at_once() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(3).start();
    List<Puppet> puppets = puppets(seed, 10);

    puppets.forEach(Puppet::interested);
    loop.run(1);
    assertThat(unchoked(puppets)).isEqualTo(4);
    loop.run(60);

    assertThat(unchoked(puppets)).isEqualTo(4);
  }

  private static long unchoked(List<Puppet> puppets) {
    return puppets.stream().filter(p -> !p.closed && isUnchoked(p)).count();
  }

  private static boolean isUnchoked(Puppet p) {
    return p.heard.lastIndexOf(Message.Unchoke.INSTANCE)
        > p.heard.lastIndexOf(Message.Choke.INSTANCE);
  }

  @Test
  void a_slot_that_gets_free_goes_to_one_that_waits() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(1).start();
    List<Puppet> puppets = puppets(seed, 4);
    puppets.forEach(Puppet::interested);
    loop.run(1);

    puppets.stream().filter(UploadingTest::isUnchoked).findFirst().orElseThrow().link.close();
    loop.run(1);
    assertThat(unchoked(puppets)).isEqualTo(2);
    puppets.stream()
        .filter(p -> !p.closed && isUnchoked(p))
        .findFirst()
        .orElseThrow()
        .say(Message.NotInterested.INSTANCE);
    loop.run(1);

    assertThat(unchoked(puppets)).as("the one that wants nothing counts no more").isEqualTo(3);
  }

  @Test
  void wanting_by_turns_gets_nobody_more_slots() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(2).start();
    List<Puppet> puppets = puppets(seed, 20);
    puppets.forEach(
        p -> {
          p.interested();
          loop.runFor(5_000_000L);
          p.say(Message.NotInterested.INSTANCE);
          loop.runFor(5_000_000L);
        });

    puppets.forEach(Puppet::interested);
    loop.run(1);

    assertThat(unchoked(puppets)).isEqualTo(3);
  }

  @Test
  void a_choke_rejects_what_waits() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(1).start();
    seed.stores.readsHeld = true;
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    askAll(peer, 5);
    loop.run(1);

    seed.swarm.allocate(Map.of(peer(seed, peer), PeerShare.CHOKED), 0, "");
    loop.run(1);

    int choke = peer.heard.indexOf(Message.Choke.INSTANCE);
    assertThat(peer.heard(Message.Reject.class)).hasSize(5);
    assertThat(choke).isBetween(0, peer.heard.indexOf(peer.heard(Message.Reject.class).get(0)));
    seed.stores.letReadsGo();
    loop.run(1);
    assertThat(seed.stores.leases).isZero();
  }

  @Test
  void a_leech_serves_those_who_give_most() {
    Scene.Client client = scene.client(scene.storesWith(0)).slots(2).start();
    List<Puppet> puppets = puppets(client, 6);
    loop.run(1);
    List<Puppet> givers = puppets.subList(3, 5);
    givers.forEach(p -> p.host.rate = 10_000);
    givers.forEach(p -> p.sayAll().unchoke().serve(scene.content));

    puppets.forEach(Puppet::interested);
    loop.run(41);

    assertThat(givers).allMatch(UploadingTest::isUnchoked);
    assertThat(unchoked(puppets)).isEqualTo(3);
  }

  // --- serving ---

  @Test
  void requests_from_more_places_than_are_read_ahead_are_all_served() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);

    for (int round = 0; round < 8; round++) {
      for (int piece = 0; piece < 7; piece++) {
        peer.request(piece, round * BLOCK, BLOCK);
      }
    }
    loop.run(5);

    assertThat(peer.blocks).hasSize(56);
    assertThat(peer.blocks)
        .allSatisfy(
            b -> assertThat(b.bytes().array()).isEqualTo(scene.block(b.piece(), b.begin(), BLOCK)));
    peer.link.close();
    loop.run(1);
    assertThat(seed.stores.leases).isZero();
  }

  @Test
  void in_a_torrent_of_version_2_the_block_that_the_file_ends_in_may_be_asked_for_as_a_whole() {
    Scene v2 = new Scene(TorrentBuilder.Kind.V2, PIECE + BLOCK + 3, PIECE);
    Scene.Client seed = v2.seed();
    Puppet peer = v2.puppet(seed).interested();
    v2.loop.run(1);

    peer.request(1, BLOCK, BLOCK).request(1, BLOCK, 3);
    v2.loop.run(1);

    byte[] end = v2.block(1, BLOCK, 3);
    assertThat(peer.blocks)
        .extracting(b -> b.bytes().array())
        .containsExactly(Arrays.copyOf(end, BLOCK), end);
    peer.link.close();
    v2.loop.run(1);
    assertThat(seed.stores.leases).isZero();
  }

  @ParameterizedTest
  @CsvSource({"V1, 16384, 16384", "V2, 16384, 16385", "V2, 32768, 16384", "V2, 16387, 1"})
  void what_is_past_the_end_is_not_asked_for(TorrentBuilder.Kind kind, int begin, int length) {
    Scene ending = new Scene(kind, PIECE + BLOCK + 3, PIECE);
    Puppet peer = ending.puppet(ending.seed()).interested();
    ending.loop.run(1);

    peer.request(1, begin, length);
    ending.loop.run(1);

    assertThat(peer.closed).isTrue();
    assertThat(peer.blocks).isEmpty();
  }

  @Test
  void when_the_store_has_no_room_for_a_read_it_is_tried_again() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    seed.stores.mostReads = 0;
    askAll(peer, 3);
    loop.run(2);
    assertThat(peer.blocks).isEmpty();

    seed.stores.mostReads = 1;
    loop.run(1);

    assertThat(peer.blocks).hasSize(3);
  }

  @Test
  void reads_that_return_after_the_peer_has_left_are_given_back() {
    Scene.Client seed = scene.seed();
    seed.stores.readsHeld = true;
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    askAll(peer, 100);
    loop.run(1);
    assertThat(seed.stores.readsUnderWay).isPositive();

    peer.link.close();
    loop.run(1);
    seed.stores.letReadsGo();
    loop.run(1);

    assertThat(seed.stores.leases).isZero();
  }

  @Test
  void queued_requests_outlive_storage_that_goes_and_returns() {
    Scene.Client seed = scene.seed();
    seed.stores.readsHeld = true;
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    askAll(peer, 10);
    loop.run(1);

    seed.swarm.storageGone();
    seed.stores.goAway();
    loop.run(3);
    seed.stores.readsHeld = false;
    seed.swarm.storageArrived(seed.stores);
    loop.run(3);

    assertThat(peer.closed).isFalse();
    assertThat(peer.blocks).hasSize(10);
    assertThat(peer.heard(Message.Reject.class)).isEmpty();
  }

  @Test
  void a_swarm_that_stops_in_the_middle_gives_every_lease_back() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(500_000).start();
    List<Puppet> puppets = puppets(seed, 5);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    puppets.forEach(p -> askAll(p, 200));
    loop.run(1);

    seed.swarm.stop();
    loop.run(3);

    assertThat(seed.stores.leases).isZero();
    assertThat(puppets).allMatch(p -> p.closed);
  }

  // --- pieces for newcomers ---

  @Test
  void a_newcomer_may_ask_for_its_allowed_pieces_while_choked_but_not_live_on_them() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(1).start();
    puppets(seed, 4).forEach(Puppet::interested);
    loop.run(1);
    Puppet newcomer = scene.puppet(seed).say(Message.HaveNone.INSTANCE);
    loop.run(1);
    int piece = newcomer.heard(Message.AllowedFast.class).get(0).piece();
    int blocks = PIECE / BLOCK;

    for (int round = 0; round < 3; round++) {
      for (int block = 0; block < blocks; block++) {
        newcomer.request(piece, block * BLOCK, BLOCK);
      }
    }
    loop.run(5);

    assertThat(newcomer.heard(Message.AllowedFast.class)).hasSize(10);
    assertThat(newcomer.heard(Message.Unchoke.INSTANCE)).isFalse();
    assertThat(newcomer.blocks).hasSize(2 * blocks);
    assertThat(newcomer.heard(Message.Reject.class)).hasSize(blocks);
  }

  @Test
  void the_same_address_is_granted_pieces_once_however_often_it_comes() {
    Scene.Client seed = scene.seed();
    Puppet newcomer = scene.puppet(seed).say(Message.HaveNone.INSTANCE);
    loop.run(1);
    newcomer.link.close();
    loop.run(1);
    newcomer.heard.clear();

    newcomer.connect(seed.host.address, seed.swarm).say(Message.HaveNone.INSTANCE);
    loop.run(1);

    assertThat(newcomer.closed).isFalse();
    assertThat(newcomer.heard(Message.AllowedFast.class)).isEmpty();
  }

  @Test
  void whoever_has_pieces_already_is_granted_none() {
    Scene.Client seed = scene.seed();
    Puppet grown =
        scene
            .puppet(seed)
            .say(new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xc0})));
    loop.run(1);

    assertThat(grown.heard(Message.AllowedFast.class)).isEmpty();
  }

  // --- an incentive's shares ---

  /** Puppets that ask again for whatever they are sent, for so many seconds. */
  private void drink(List<Puppet> puppets, int seconds, Runnable eachSecond) {
    puppets.forEach(p -> askAll(p, 400));
    Map<Puppet, Integer> seen = new HashMap<>();
    for (int i = 0; i < seconds; i++) {
      loop.run(1);
      for (Puppet p : puppets) {
        askAll(p, p.blocks.size() - seen.getOrDefault(p, 0));
        seen.put(p, p.blocks.size());
      }
      eachSecond.run();
    }
  }

  @Test
  void under_a_limit_peers_share_by_weight_within_five_percent() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(1_000_000).start();
    List<Puppet> puppets = puppets(seed, 4);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    int[] weights = {100, 200, 300, 1400};
    Map<IncentivePeer, PeerShare> shares = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      shares.put(peer(seed, puppets.get(i)), share(UploadClass.PAID, weights[i], Long.MAX_VALUE));
    }

    seed.swarm.allocate(shares, 0, "");
    drink(puppets, 5, () -> seed.swarm.allocate(shares, 0, ""));
    puppets.forEach(p -> p.host.received = 0);

    drink(puppets, 60, () -> seed.swarm.allocate(shares, 0, ""));

    long all = puppets.stream().mapToLong(UploadingTest::received).sum();
    assertThat(all / 60.0).isBetween(900_000.0, 1_100_000.0);
    for (int i = 0; i < weights.length; i++) {
      double fair = all * (weights[i] / 2000.0);
      assertThat(received(puppets.get(i)) / fair).as("weight " + weights[i]).isBetween(0.95, 1.05);
    }
  }

  @Test
  void peers_without_shares_get_the_same_under_a_limit() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(400_000).start();
    List<Puppet> puppets = puppets(seed, 5);
    puppets.forEach(Puppet::interested);
    loop.run(1);

    drink(puppets, 60, () -> {});

    double fair = puppets.stream().mapToLong(UploadingTest::received).sum() / 5.0;
    assertThat(puppets).allSatisfy(p -> assertThat(received(p) / fair).isBetween(0.95, 1.05));
  }

  @Test
  void sending_stops_at_the_limit_to_the_block_and_goes_on_when_it_is_raised() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    IncentivePeer who = peer(seed, peer);
    seed.swarm.allocate(Map.of(who, share(UploadClass.PAID, 100, 7L * BLOCK + 1)), 0, "");

    askAll(peer, 40);
    loop.run(2);
    assertThat(peer.blocks).hasSize(7);
    seed.swarm.raise(who, 9L * BLOCK, 0);
    seed.swarm.raise(who, 8L * BLOCK, 0);
    loop.run(2);

    assertThat(peer.blocks).hasSize(9);
    assertThat(seed.swarm.traffic().get(0).sentPaid()).isEqualTo(9L * BLOCK);
  }

  @Test
  void shares_that_are_not_renewed_age_out_and_what_waited_is_sent() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    seed.swarm.allocate(Map.of(peer(seed, peer), share(UploadClass.PAID, 100, 2L * BLOCK)), 0, "");
    askAll(peer, 40);

    loop.run(29);
    assertThat(peer.blocks).hasSize(2);
    loop.run(2);

    assertThat(peer.blocks).hasSize(40);
    assertThat(seed.swarm.traffic().get(0).sentFree()).isEqualTo(38L * BLOCK);
  }

  @Test
  void who_is_choked_by_an_incentive_is_served_again_when_that_ages_out() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);

    seed.swarm.allocate(Map.of(peer(seed, peer), PeerShare.CHOKED), 0, "");
    loop.run(25);
    assertThat(isUnchoked(peer)).isFalse();
    loop.run(7);

    assertThat(isUnchoked(peer)).isTrue();
  }

  @Test
  void paid_peers_are_served_besides_the_ordinary_slots() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(2).start();
    List<Puppet> puppets = puppets(seed, 12);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    Map<IncentivePeer, PeerShare> shares =
        puppets.subList(8, 12).stream()
            .collect(
                Collectors.toMap(
                    p -> peer(seed, p), p -> share(UploadClass.PAID, 100, Long.MAX_VALUE)));

    seed.swarm.allocate(shares, 0, "");
    loop.run(1);

    assertThat(puppets.subList(8, 12)).allMatch(UploadingTest::isUnchoked);
    assertThat(unchoked(puppets)).isEqualTo(4 + 3);
  }

  @Test
  void publishing_often_does_not_shorten_anybodys_turn() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(1).start();
    List<Puppet> puppets = puppets(seed, 8);
    puppets.forEach(Puppet::interested);
    loop.run(11);
    List<Puppet> served = puppets.stream().filter(UploadingTest::isUnchoked).toList();

    for (int i = 0; i < 15; i++) {
      seed.swarm.allocate(Map.of(), 0, "");
      loop.runFor(500_000_000L);
    }

    assertThat(puppets.stream().filter(UploadingTest::isUnchoked)).isEqualTo(served);
  }

  @Test
  void a_shares_message_goes_out_before_what_it_pays_for() {
    Scene.Client seed = scene.seed();
    Puppet peer =
        scene.puppet(seed).extended(0, "d1:md5:priceI9eee".replace('I', 'i')).interested();
    loop.run(1);
    IncentivePeer who = peer(seed, peer);
    seed.swarm.allocate(Map.of(who, share(UploadClass.PAID, 100, 0)), 0, "price");
    askAll(peer, 3);
    loop.run(1);
    assertThat(peer.blocks).isEmpty();
    List<Object> order = new ArrayList<>();
    peer.link.tap(order::add);

    seed.swarm.allocate(
        Map.of(
            who,
            new PeerShare(
                UploadClass.PAID,
                100,
                3L * BLOCK,
                Optional.of(ByteBuffer.wrap(new byte[] {'!'})),
                Long.MAX_VALUE,
                0,
                false)),
        0,
        "price");
    loop.run(1);

    assertThat(order).hasSize(4);
    assertThat(order.get(0)).isEqualTo(new Message.Extended(9, ByteBuffer.wrap(new byte[] {'!'})));
    assertThat(order.subList(1, 4)).allMatch(Message.Piece.class::isInstance);
  }

  @Test
  void peers_that_are_not_paid_for_get_their_percentage_however_many_pay() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(1_000_000).slots(2).start();
    List<Puppet> puppets = puppets(seed, 8);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    List<Puppet> free = puppets.stream().filter(UploadingTest::isUnchoked).toList();
    List<Puppet> paying = puppets.stream().filter(p -> !free.contains(p)).toList();
    Map<IncentivePeer, PeerShare> shares =
        paying.stream()
            .collect(
                Collectors.toMap(
                    p -> peer(seed, p), p -> share(UploadClass.PAID, 1000, Long.MAX_VALUE)));
    Runnable renew = () -> seed.swarm.allocate(shares, 80, "");

    renew.run();
    drink(puppets, 5, renew);
    puppets.forEach(p -> p.host.received = 0);
    drink(puppets, 30, renew);

    double all = puppets.stream().mapToLong(UploadingTest::received).sum();
    double toFree = free.stream().mapToLong(UploadingTest::received).sum();
    assertThat(toFree / all).isBetween(0.79, 0.81);
    assertThat(paying).allSatisfy(p -> assertThat(received(p) / (all / 25)).isBetween(0.95, 1.05));
  }

  @Test
  void who_is_tried_out_loses_nothing_to_those_who_pay() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(1_000_000).slots(2).start();
    List<Puppet> puppets = puppets(seed, 4);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    Map<IncentivePeer, PeerShare> shares =
        Map.of(peer(seed, puppets.get(0)), share(UploadClass.PAID, 100, Long.MAX_VALUE));
    Runnable renew = () -> seed.swarm.allocate(shares, 80, "");

    renew.run();
    drink(puppets, 2, renew);
    puppets.forEach(p -> p.host.received = 0);
    drink(puppets, 15, renew);

    double all = puppets.stream().mapToLong(UploadingTest::received).sum();
    double[] free =
        puppets.subList(1, 4).stream().mapToDouble(p -> received(p) / all).sorted().toArray();
    assertThat(free[2]).as("1.25 of 3.25 parts of 80 %").isBetween(0.295, 0.32);
    assertThat(free[0]).isBetween(0.235, 0.255);
    assertThat(free[1]).isBetween(0.235, 0.255);
  }

  @Test
  void what_peers_that_are_not_paid_for_leave_goes_to_the_paid_ones() {
    Scene.Client seed = scene.client(scene.fullStores()).uploads(1_000_000).start();
    List<Puppet> puppets = puppets(seed, 2);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    Map<IncentivePeer, PeerShare> shares =
        Map.of(peer(seed, puppets.get(0)), share(UploadClass.PAID, 1, Long.MAX_VALUE));
    Runnable renew = () -> seed.swarm.allocate(shares, 80, "");

    renew.run();
    drink(puppets.subList(0, 1), 20, renew);

    assertThat(received(puppets.get(0)) / 20.0).isBetween(950_000.0, 1_250_000.0);
  }

  @Test
  void who_is_left_to_the_engine_plays_tit_for_tat_and_is_sent_no_more_than_allowed() {
    Scene.Client seed = scene.client(scene.fullStores()).slots(2).start();
    List<Puppet> puppets = puppets(seed, 10);
    puppets.forEach(Puppet::interested);
    loop.run(1);
    Map<IncentivePeer, PeerShare> shares =
        puppets.stream()
            .collect(
                Collectors.toMap(
                    p -> peer(seed, p), p -> share(UploadClass.OPEN, 100, 3L * BLOCK)));

    seed.swarm.allocate(shares, 0, "");
    puppets.forEach(p -> askAll(p, 9));
    loop.run(1);

    assertThat(unchoked(puppets)).isEqualTo(3);
    assertThat(puppets).allMatch(p -> p.blocks.size() == (isUnchoked(p) ? 3 : 0));
  }
}
