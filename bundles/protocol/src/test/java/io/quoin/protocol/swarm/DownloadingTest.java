package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.metainfo.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked of whom, with peers that a test drives. */
class DownloadingTest {
  private static final int BLOCK = Layout.BLOCK;

  /** Pieces of a window each, so that neighbours don't attract each other. */
  private static final int PIECE = 1 << 20;

  private static final int PIECES = 6;

  @RegisterExtension private final Scene scene = new Scene(PIECES * PIECE, PIECE);
  private final HandLoop loop = scene.loop;

  /** A scene of two pieces of two blocks. */
  private static Scene tiny() {
    return new Scene(4 * BLOCK, 2 * BLOCK);
  }

  private static Message.Bitfield pieces(int count, int... pieces) {
    PieceSet set = new PieceSet(count);
    Arrays.stream(pieces).forEach(set::add);
    return new Message.Bitfield(set.bitfield());
  }

  private static Set<Integer> askedPieces(Puppet puppet) {
    return puppet.everAsked.stream().map(Message.Request::piece).collect(Collectors.toSet());
  }

  private static PeerTraffic traffic(Scene.Client client, Puppet of) {
    return client.swarm.traffic().stream()
        .filter(t -> t.peer().address().equals(of.host.address))
        .findFirst()
        .orElseThrow();
  }

  // --- which piece ---

  @Test
  void the_rarest_piece_is_asked_for_first() {
    Scene.Client client = scene.leech();
    scene.puppet(client).say(pieces(PIECES, 0, 1, 2, 4, 5));
    scene.puppet(client).say(pieces(PIECES, 0, 1, 2, 3, 5));
    Puppet source = scene.puppet(client).say(pieces(PIECES, 0, 1, 3, 4, 5));
    loop.run(1);

    source.unchoke();
    loop.run(1);

    assertThat(source.asked).isNotEmpty().allMatch(r -> r.piece() == 3 || r.piece() == 4);
  }

  @Test
  void a_bitfield_that_comes_again_adds_the_pieces_that_the_peer_has_got() {
    Scene.Client client = scene.leech();
    Puppet source = scene.puppet(client).say(pieces(PIECES, 0, 1)).unchoke();
    source.serve(scene.content);
    loop.run(1);

    source.say(pieces(PIECES, 1, 3));
    loop.run(1);

    assertThat(client.swarm.peers())
        .singleElement()
        .extracting(PeerSnapshot::havePieces)
        .isEqualTo(3);
    assertThat(askedPieces(source)).containsExactlyInAnyOrder(0, 1, 3);
  }

  @Test
  void the_blocks_of_a_piece_are_asked_for_in_order_and_the_piece_is_finished_first() {
    Scene.Client client = scene.leech();
    Puppet source = scene.puppet(client).sayAll().unchoke();
    loop.run(1);

    source.serve(scene.content);
    loop.runUntil(() -> client.stores.verified.cardinality() == 2, 60);

    List<Message.Request> first = source.everAsked.subList(0, 64);
    assertThat(first).extracting(Message.Request::piece).containsOnly(first.get(0).piece());
    assertThat(first)
        .extracting(Message.Request::begin)
        .containsExactlyElementsOf(IntStream.range(0, 64).map(i -> i * BLOCK).boxed().toList());
  }

  @Test
  void a_piece_is_left_to_a_peer_that_is_fast_enough_for_it() {
    Scene.Client client = scene.leech();
    Puppet one = scene.puppet(client).sayAll().unchoke();
    Puppet other = scene.puppet(client).sayAll().unchoke();
    one.host.rate = 200_000;
    other.host.rate = 200_000;
    loop.run(1);

    one.serve(scene.content);
    other.serve(scene.content);
    loop.runUntil(() -> client.stores.verified.cardinality() == 1, 60);
    Set<Integer> begun = new HashSet<>(askedPieces(one));
    begun.addAll(askedPieces(other));
    loop.runUntil(() -> client.stores.verified.cardinality() == PIECES - 2, 60);

    Set<Integer> mixed = new HashSet<>(askedPieces(one));
    mixed.retainAll(askedPieces(other));
    mixed.removeAll(begun);
    mixed.removeIf(piece -> !client.stores.verified.get(piece));
    assertThat(mixed).as("pieces that were mixed once the rates were known").isEmpty();
    assertThat(begun.size()).isLessThan(PIECES - 2);
  }

  @Test
  void slow_peers_share_a_piece() {
    Scene.Client client = scene.leech();
    List<Puppet> slow = Stream.generate(() -> scene.puppet(client)).limit(4).toList();
    slow.forEach(p -> p.host.rate = 5_000);
    slow.forEach(p -> p.sayAll().unchoke().serve(scene.content));

    loop.runUntil(() -> client.stores.verified.cardinality() == 1, 200);

    int done = client.stores.verified.nextSetBit(0);
    assertThat(slow).allSatisfy(p -> assertThat(askedPieces(p)).contains(done));
  }

  // --- how much ---

  @Test
  void requests_begin_with_few_and_grow_by_one_a_block_until_the_rate_stops_growing() {
    Scene.Client client = scene.leech();
    Puppet source = scene.puppet(client).sayAll().unchoke();
    loop.run(1);

    int before = source.asked.size();
    for (int i = 0; i < 20; i++) {
      source.answer(source.asked.get(0), scene.content);
      loop.runFor(3_000_000L);
    }

    assertThat(before).isEqualTo(4);
    assertThat(source.asked).hasSizeBetween(21, 24);
  }

  @Test
  void the_depth_settles_at_three_seconds_of_the_rate() {
    Scene big = new Scene(40 * PIECE, PIECE);
    Scene.Client client = big.leech();
    Puppet source = big.puppet(client).sayAll().unchoke();
    source.host.rate = 1 << 20;
    source.serve(big.content);

    big.loop.run(20);

    int depth = client.stores.openSlots;
    assertThat(depth).isBetween(3 * 64 - 30, 3 * 64 + 30);
  }

  @Test
  void a_peer_is_asked_for_no_more_than_it_says_it_keeps() {
    Scene.Client client = scene.leech();
    Puppet source = scene.puppet(client).extended(0, "d4:reqqi3ee").sayAll().unchoke();
    source.host.rate = 1 << 20;
    loop.run(1);
    assertThat(source.asked).hasSize(3);

    source.serve(scene.content);
    loop.run(2);
    source.serving = Optional.empty();
    loop.run(1);

    assertThat(source.asked).hasSizeLessThanOrEqualTo(3);
    assertThat(source.everAsked).hasSizeGreaterThan(100);
  }

  @Test
  void whoever_keeps_thousands_of_requests_may_get_more_than_five_hundred() {
    Scene big = new Scene(100 * PIECE, PIECE);
    Scene.Client client = big.leech();
    Puppet source = big.puppet(client).extended(0, "d4:reqqi100000ee").sayAll().unchoke();
    source.host.rate = 8 << 20;
    source.serve(big.content);

    big.loop.run(6);

    assertThat(client.stores.openSlots).isBetween(1200, 2000);
  }

  // --- the end ---

  @Test
  void a_second_copy_is_asked_for_only_by_an_idle_peer_and_cancelled_when_the_first_comes() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet slow = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    assertThat(slow.asked).hasSize(4);
    Puppet idle = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    assertThat(idle.asked).as("copies at a time").hasSize(1);
    Message.Request twice = idle.asked.get(0);

    idle.answer(twice, tiny.content);
    tiny.loop.run(1);

    assertThat(slow.heard(new Message.Cancel(twice.piece(), twice.begin(), BLOCK))).isTrue();
    assertThat(idle.asked).as("the next copy").hasSize(1);
    assertThat(client.swarm.snapshot().wastedBytes()).isZero();
  }

  @Test
  void no_block_is_asked_of_more_than_two() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    List<Puppet> puppets =
        Stream.generate(() -> tiny.puppet(client).sayAll().unchoke()).limit(12).toList();
    tiny.loop.run(5);

    Map<Message.Request, Long> copies =
        puppets.stream()
            .flatMap(p -> p.asked.stream())
            .collect(Collectors.groupingBy(r -> r, Collectors.counting()));

    assertThat(copies).hasSize(4);
    assertThat(copies.values()).allMatch(count -> count == 2);
  }

  @Test
  void of_two_copies_on_the_wire_the_first_that_is_complete_counts() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet first = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    Puppet second = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    Message.Request twice = second.asked.get(0);
    byte[] block = tiny.block(twice.piece(), twice.begin(), BLOCK);

    Puppet.Arriving direct = first.begin(twice.piece(), twice.begin(), BLOCK);
    direct.bytes(new byte[BLOCK / 2]);
    Puppet.Arriving beside = second.begin(twice.piece(), twice.begin(), BLOCK);
    beside.bytes(block).done();
    direct.bytes(new byte[BLOCK / 2]).done();
    assertThat(traffic(client, first).duplicate()).isEqualTo(BLOCK);
    first.serve(tiny.content);
    second.serve(tiny.content);
    tiny.loop.runUntil(() -> client.completed, 60);

    assertThat(client.stores.content).isEqualTo(tiny.content);
    assertThat(client.stores.openSlots).isZero();
  }

  @Test
  void a_copy_that_is_begun_when_the_other_completes_is_skipped() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet first = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    Puppet second = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    Message.Request twice = second.asked.get(0);

    Puppet.Arriving direct = first.begin(twice.piece(), twice.begin(), BLOCK);
    Puppet.Arriving beside = second.begin(twice.piece(), twice.begin(), BLOCK);
    direct.bytes(tiny.block(twice.piece(), twice.begin(), BLOCK)).done();

    assertThat(beside.skipped()).isTrue();
    beside.done();
    assertThat(traffic(client, second).duplicate()).isEqualTo(BLOCK);
    assertThat(client.swarm.snapshot().wastedBytes()).isEqualTo(BLOCK);
    assertThat(second.closed).isFalse();
  }

  @Test
  void a_peer_that_leaves_in_the_middle_of_a_block_leaves_it_to_others() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet leaving = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    Message.Request begun = leaving.asked.get(0);
    leaving.begin(begun.piece(), begun.begin(), BLOCK).bytes(new byte[100]);

    leaving.link.close();
    Puppet other = tiny.puppet(client).sayAll().unchoke().serve(tiny.content);
    tiny.loop.runUntil(() -> client.completed, 60);

    assertThat(other.everAsked).contains(begun);
    assertThat(client.stores.content).isEqualTo(tiny.content);
    assertThat(client.stores.openSlots).isZero();
  }

  // --- peers that do not deliver ---

  @Test
  void after_thirty_seconds_without_a_block_others_are_asked_and_the_peer_for_one_at_a_time() {
    Scene.Client client = scene.leech();
    Puppet stalled = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    loop.run(1);
    Puppet other = scene.puppet(client).say(pieces(PIECES, 0, 1)).unchoke();
    loop.run(1);
    List<Message.Request> blocks = List.copyOf(stalled.asked);
    assertThat(other.everAsked).doesNotContainAnyElementsOf(blocks);

    loop.run(26);
    assertThat(stalled.heard(Message.Cancel.class)).isEmpty();
    other.serve(scene.content);
    loop.run(4);

    assertThat(stalled.heard(Message.Cancel.class)).hasSize(blocks.size());
    assertThat(stalled.asked).hasSizeLessThanOrEqualTo(1);
    assertThat(other.everAsked).containsAll(blocks);
  }

  @Test
  void while_memory_is_short_a_peer_has_eight_seconds() {
    Scene.Client client = scene.client(shortOfMemory(4)).start();
    Puppet stalled = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    List<Message.Request> asked = List.copyOf(stalled.asked);
    Puppet other = scene.puppet(client).sayAll().unchoke().serve(scene.content);

    loop.run(6);
    assertThat(stalled.heard(Message.Cancel.class)).isEmpty();
    loop.run(4);

    assertThat(asked).hasSize(4).noneMatch(stalled.asked::contains);
    loop.runUntil(() -> client.completed, 600);
    assertThat(other.everAsked).containsAll(asked);
  }

  private MemoryStores shortOfMemory(int slots) {
    MemoryStores stores = scene.emptyStores();
    stores.mostOpenSlots = slots;
    return stores;
  }

  @Test
  void a_block_that_comes_after_it_was_given_up_is_late_and_no_fault() {
    Scene.Client client = scene.leech();
    Puppet late = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    List<Message.Request> asked = List.copyOf(late.asked);
    loop.run(32);
    assertThat(late.heard(Message.Cancel.class)).hasSize(4);

    asked.subList(1, 4).forEach(r -> late.answer(r, scene.content));
    loop.run(1);

    assertThat(late.closed).isFalse();
    assertThat(traffic(client, late).late()).isEqualTo(3 * BLOCK);
    assertThat(traffic(client, late).received()).isEqualTo(3 * BLOCK);
    assertThat(client.swarm.snapshot().wastedBytes()).isEqualTo(3 * BLOCK);
  }

  @Test
  void what_one_peer_rejects_another_is_asked_for_at_once() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet refusing = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    List<Message.Request> asked = List.copyOf(refusing.asked);
    Puppet other = tiny.puppet(client).sayAll().unchoke().serve(tiny.content);

    refusing.say(Message.Choke.INSTANCE);
    asked.forEach(r -> refusing.say(new Message.Reject(r.piece(), r.begin(), r.length())));
    long nanos = tiny.loop.runUntil(() -> client.completed, 60);

    assertThat(nanos).isLessThan(200_000_000L);
    assertThat(other.everAsked).containsAll(asked);
  }

  @Test
  void a_peer_that_unchokes_and_rejects_everything_is_asked_ever_more_rarely() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet playing = tiny.puppet(client).sayAll().unchoke();

    for (int i = 0; i < 12_000; i++) {
      for (Message.Request r : List.copyOf(playing.asked)) {
        playing.asked.remove(r);
        playing.say(new Message.Reject(r.piece(), r.begin(), r.length()));
      }
      tiny.loop.runFor(10_000_000L);
    }

    assertThat(playing.everAsked).hasSizeBetween(10, 60);
    assertThat(client.stores.openSlots).isLessThanOrEqualTo(4);
    playing.serve(tiny.content);
    tiny.loop.runUntil(() -> client.completed, 200);
  }

  @Test
  void a_choke_without_the_fast_extension_frees_what_was_asked_for() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet plain = tiny.puppet();
    plain.reserved = 0;
    plain.connect(client.host.address, client.swarm).say(pieces(2, 0, 1)).unchoke();
    tiny.loop.run(1);
    assertThat(client.stores.openSlots).isEqualTo(4);

    plain.say(Message.Choke.INSTANCE);
    tiny.loop.run(1);

    assertThat(client.stores.openSlots).isZero();
    plain.asked.clear();
    plain.unchoke().serve(tiny.content);
    tiny.loop.runUntil(() -> client.completed, 60);
  }

  @Test
  void a_choke_with_the_fast_extension_frees_nothing_before_the_rejects() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet fast = tiny.puppet(client).sayAll().unchoke();
    tiny.loop.run(1);
    List<Message.Request> asked = List.copyOf(fast.asked);

    fast.say(Message.Choke.INSTANCE);
    tiny.loop.run(1);
    assertThat(client.stores.openSlots).isEqualTo(4);
    fast.answer(asked.get(0), tiny.content);
    asked
        .subList(1, 4)
        .forEach(r -> fast.say(new Message.Reject(r.piece(), r.begin(), r.length())));
    tiny.loop.run(1);

    assertThat(client.stores.openSlots).isZero();
    assertThat(traffic(client, fast).received()).isEqualTo(BLOCK);
    assertThat(traffic(client, fast).late()).isZero();
  }

  @Test
  void while_choked_only_allowed_pieces_are_asked_for() {
    Scene.Client client = scene.leech();
    Puppet choking = scene.puppet(client).sayAll();
    loop.run(1);
    assertThat(choking.asked).isEmpty();

    choking.say(new Message.AllowedFast(2)).serve(scene.content);
    loop.run(10);

    assertThat(askedPieces(choking)).containsExactly(2);
    assertThat(client.stores.verified.get(2)).isTrue();
  }

  @Test
  void a_piece_that_is_allowed_and_then_rejected_is_not_asked_for_again() {
    Scene.Client client = scene.leech();
    Puppet choking = scene.puppet(client).sayAll().say(new Message.AllowedFast(2));
    loop.run(1);
    List<Message.Request> asked = List.copyOf(choking.asked);

    asked.forEach(r -> choking.say(new Message.Reject(r.piece(), r.begin(), r.length())));
    loop.run(60);

    assertThat(asked).isNotEmpty();
    assertThat(choking.everAsked).hasSameSizeAs(asked);
  }

  // --- interest ---

  @Test
  void interest_is_said_once_and_taken_back_when_nothing_is_wanted_any_more() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet has = tiny.puppet(client).say(pieces(2, 0));
    Puppet lacks = tiny.puppet(client).say(Message.HaveNone.INSTANCE);
    tiny.loop.run(1);
    assertThat(lacks.heard(Message.Interested.INSTANCE)).isFalse();

    has.unchoke().serve(tiny.content);
    tiny.loop.run(1);
    lacks.say(new Message.Have(0));
    tiny.loop.run(1);

    assertThat(has.heard).containsOnlyOnce(Message.Interested.INSTANCE);
    assertThat(has.heard).containsOnlyOnce(Message.NotInterested.INSTANCE);
    assertThat(has.heard.indexOf(Message.NotInterested.INSTANCE))
        .isGreaterThan(has.heard.indexOf(Message.Interested.INSTANCE));
    assertThat(lacks.heard(Message.Interested.INSTANCE)).isFalse();
    has.say(new Message.Have(1));
    tiny.loop.run(1);
    assertThat(has.heard(Message.Interested.class)).hasSize(2);
  }

  @Test
  void verified_pieces_are_told_to_those_who_lack_them() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet has = tiny.puppet(client).sayAll().unchoke().serve(tiny.content);
    Puppet lacks = tiny.puppet(client).say(Message.HaveNone.INSTANCE);

    tiny.loop.runUntil(() -> client.completed, 60);
    tiny.loop.run(1);

    assertThat(lacks.heard(Message.Have.class)).hasSize(2);
    assertThat(has.heard(Message.Have.class)).isEmpty();
  }

  // --- bad bytes ---

  private static byte[] spoiled(byte[] content) {
    byte[] bad = content.clone();
    for (int i = 0; i < bad.length; i += BLOCK) {
      bad[i] ^= 1;
    }
    return bad;
  }

  @Test
  void who_sent_all_of_a_bad_piece_is_banned_at_once_and_not_let_in_again() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet bad = tiny.puppet(client).sayAll().unchoke().serve(spoiled(tiny.content));
    tiny.loop.run(1);
    assertThat(bad.closed).isTrue();
    assertThat(client.departures).singleElement().asString().startsWith("banned: ");

    bad.connect(client.host.address, client.swarm);
    tiny.loop.run(1);
    assertThat(bad.closed).isTrue();
    client.swarm.addPeers(List.of(bad.host.address));
    tiny.loop.run(10);

    assertThat(client.host.dials).isZero();
    assertThat(client.swarm.snapshot().wastedBytes()).isGreaterThanOrEqualTo(2 * BLOCK);
  }

  @Test
  void of_several_senders_of_a_bad_piece_the_bad_one_alone_is_banned() {
    Scene.Client client = scene.leech();
    List<Puppet> good = Stream.generate(() -> scene.puppet(client)).limit(3).toList();
    Puppet bad = scene.puppet(client);
    Stream.concat(good.stream(), Stream.of(bad)).forEach(p -> p.host.rate = 8_000);
    good.forEach(p -> p.sayAll().unchoke().serve(scene.content));
    bad.sayAll().unchoke().serve(spoiled(scene.content));

    loop.runUntil(() -> bad.closed, 2000);
    loop.runUntil(() -> client.completed, 4000);

    assertThat(good).noneMatch(p -> p.closed && !client.completed);
    assertThat(client.departures.stream().filter(d -> d.startsWith("banned")))
        .singleElement()
        .asString()
        .contains("piece");
    assertThat(client.stores.content).isEqualTo(scene.content);
  }

  @Test
  void a_piece_that_failed_is_taken_from_one_peer_alone() {
    Scene.Client client = scene.leech();
    Puppet one = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    Puppet bad = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    Puppet three = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    List<Puppet> all = List.of(one, bad, three);
    all.forEach(p -> p.host.rate = 20_000);
    one.serve(scene.content);
    three.serve(scene.content);
    bad.serve(spoiled(scene.content));

    loop.runUntil(() -> client.swarm.traffic().stream().anyMatch(t -> t.failed() > 0), 200);
    all.forEach(p -> p.everAsked.clear());
    loop.runUntil(() -> bad.closed, 400);

    List<Puppet> asked = all.stream().filter(p -> !p.everAsked.isEmpty()).toList();
    assertThat(asked.size()).as("who sent the second copy").isLessThanOrEqualTo(2);
    loop.runUntil(() -> client.stores.verified.get(0), 400);
  }

  @Test
  void a_peer_that_leaves_a_suspected_piece_unfinished_has_it_fetched_anew() {
    Scene tiny = tiny();
    Scene.Client client = tiny.leech();
    Puppet good = tiny.puppet(client).say(pieces(2, 0)).unchoke();
    Puppet bad = tiny.puppet(client).say(pieces(2, 0));
    tiny.loop.run(1);
    good.answer(good.asked.get(0), tiny.content);
    bad.unchoke();
    tiny.loop.run(1);
    bad.answer(bad.asked.get(0), spoiled(tiny.content));
    tiny.loop.run(1);
    Puppet owner = good.asked.isEmpty() ? bad : good;
    assertThat(owner.asked).as("all of it is asked of one").hasSize(2);

    owner.answer(owner.asked.get(0), tiny.content);
    tiny.loop.run(1);
    owner.link.close();
    tiny.loop.run(1);
    Puppet heir = owner == good ? bad : good;

    assertThat(heir.asked).hasSize(2);
    heir.serve(tiny.content);
    tiny.loop.runUntil(() -> client.stores.verified.get(0), 10);
  }

  @Test
  void where_the_blocks_hashes_are_known_only_the_bad_blocks_are_fetched_again() {
    Scene.Client client = scene.client(knowingLeaves()).start();
    Puppet good = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    Puppet bad = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    good.host.rate = 20_000;
    bad.host.rate = 20_000;
    good.serve(scene.content);
    byte[] oneBadBlock = scene.content.clone();
    IntStream.range(0, 64).forEach(block -> oneBadBlock[block * BLOCK] ^= (byte) (block % 2));
    bad.serve(oneBadBlock);

    loop.runUntil(() -> client.stores.verified.get(0), 400);

    assertThat(bad.closed).isTrue();
    assertThat(good.closed).isFalse();
    assertThat(traffic(client, good).failed()).isZero();
    assertThat(client.swarm.snapshot().wastedBytes()).isBetween((long) BLOCK, 33L * BLOCK);
  }

  private MemoryStores knowingLeaves() {
    MemoryStores stores = scene.emptyStores();
    stores.leaves = Optional.of(scene.content);
    return stores;
  }

  // --- what an incentive says ---

  private static PeerShare share(long requestUpTo, int preference, boolean wholePieces) {
    return new PeerShare(
        UploadClass.FREE,
        100,
        Long.MAX_VALUE,
        Optional.<ByteBuffer>empty(),
        requestUpTo,
        preference,
        wholePieces);
  }

  private static void allocate(Scene.Client client, Puppet puppet, PeerShare share) {
    client.swarm.allocate(Map.of(traffic(client, puppet).peer(), share), 0, "");
  }

  @Test
  void requests_stop_at_the_limit_to_the_block_and_go_on_when_it_is_raised() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll();
    loop.run(1);
    allocate(client, peer, share(10L * BLOCK + 5, 0, false));

    peer.unchoke().serve(scene.content);
    loop.run(5);
    assertThat(peer.everAsked).hasSize(10);
    client.swarm.raise(traffic(client, peer).peer(), 0, 12L * BLOCK);
    client.swarm.raise(traffic(client, peer).peer(), 0, 11L * BLOCK);
    loop.run(5);

    assertThat(peer.everAsked).hasSize(12);
    assertThat(traffic(client, peer).received()).isEqualTo(12L * BLOCK);
  }

  @Test
  void what_was_given_up_counts_until_the_peer_says_that_it_will_not_come() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll();
    loop.run(1);
    allocate(client, peer, share(4L * BLOCK, 0, false));
    peer.unchoke();
    loop.run(1);
    List<Message.Request> asked = List.copyOf(peer.asked);

    renewing(client, peer, share(4L * BLOCK, 0, false), 35);
    assertThat(peer.heard(Message.Cancel.class)).hasSize(4);
    assertThat(peer.everAsked).hasSize(4);
    peer.say(new Message.Reject(asked.get(0).piece(), asked.get(0).begin(), BLOCK));
    loop.run(1);

    assertThat(peer.everAsked).hasSize(5);
  }

  private void renewing(Scene.Client client, Puppet peer, PeerShare share, int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      allocate(client, peer, share);
      loop.run(5);
    }
  }

  @Test
  void a_limit_that_is_not_renewed_ages_out_after_thirty_seconds() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll();
    loop.run(1);
    allocate(client, peer, share(2L * BLOCK, 0, false));
    peer.unchoke().serve(scene.content);

    loop.run(29);
    assertThat(peer.everAsked).hasSize(2);
    loop.run(2);

    assertThat(peer.everAsked).hasSizeGreaterThan(2);
  }

  @Test
  void whole_pieces_are_left_to_a_peer_as_the_incentive_says_two_at_a_time() {
    Scene.Client client = scene.leech();
    Puppet whole = scene.puppet(client).extended(0, "d4:reqqi2000ee").sayAll();
    Puppet other = scene.puppet(client).sayAll();
    loop.run(1);
    allocate(client, whole, share(Long.MAX_VALUE, 0, true));
    whole.host.rate = 30_000;
    other.host.rate = 30_000;
    whole.unchoke();
    loop.run(1);
    other.unchoke().serve(scene.content);
    whole.serve(scene.content);
    renewing(client, whole, share(Long.MAX_VALUE, 0, true), 30);

    Set<Integer> both = new HashSet<>(askedPieces(whole));
    both.retainAll(askedPieces(other));
    assertThat(both).isEmpty();
    assertThat(askedPieces(whole).size()).isLessThanOrEqualTo(2);
  }

  @Test
  void preferred_peers_are_asked_first() {
    Scene.Client client = scene.client(shortOfMemory(6)).start();
    List<Puppet> all = Stream.generate(() -> scene.puppet(client).sayAll()).limit(5).toList();
    loop.run(1);
    Puppet preferred = all.get(3);
    allocate(client, preferred, share(Long.MAX_VALUE, 7, false));
    client.stores.mostOpenSlots = 0;
    all.forEach(Puppet::unchoke);
    loop.run(1);
    assertThat(all).allMatch(p -> p.asked.isEmpty());

    client.stores.mostOpenSlots = 4;
    loop.run(1);

    assertThat(preferred.asked).hasSize(4);
  }

  @Test
  void nobody_is_asked_for_pieces_that_are_left_to_another_not_even_at_the_end() {
    Scene.Client client = scene.leech();
    Puppet whole = scene.puppet(client).say(pieces(PIECES, 0, 1)).unchoke();
    loop.run(1);
    allocate(client, whole, share(Long.MAX_VALUE, 0, true));
    whole.host.rate = 20_000;
    whole.serve(scene.content);
    loop.run(5);
    Puppet idle = scene.puppet(client).sayAll().unchoke().serve(scene.content);

    renewing(client, whole, share(Long.MAX_VALUE, 0, true), 20);

    assertThat(client.stores.verified.cardinality())
        .isEqualTo(PIECES - askedPieces(whole).size())
        .isLessThan(PIECES);
    assertThat(askedPieces(idle)).doesNotContainAnyElementsOf(askedPieces(whole));
  }

  @Test
  void a_piece_that_was_left_to_a_silent_peer_is_filled_by_others_after_half_a_minute() {
    Scene.Client client = scene.leech();
    Puppet silent = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    loop.run(1);
    allocate(client, silent, share(Long.MAX_VALUE, 0, true));
    loop.run(1);
    scene.puppet(client).sayAll().unchoke().serve(scene.content);

    renewing(client, silent, share(Long.MAX_VALUE, 0, true), 40);

    assertThat(client.stores.verified.get(0)).isTrue();
  }

  @Test
  void a_peer_that_whole_pieces_are_taken_from_joins_no_piece_of_others_and_sends_no_second_copy() {
    Scene.Client client = scene.leech();
    Puppet slow = scene.puppet(client).say(pieces(PIECES, 0)).unchoke();
    slow.host.rate = 20_000;
    slow.serve(scene.content);
    loop.run(2);
    Puppet whole = scene.puppet(client).say(pieces(PIECES, 0, 1)).serve(scene.content);
    loop.run(1);
    allocate(client, whole, share(Long.MAX_VALUE, 0, true));

    whole.unchoke();
    renewing(client, whole, share(Long.MAX_VALUE, 0, true), 20);

    assertThat(client.stores.verified.get(1)).isTrue();
    assertThat(whole.everAsked.get(0).piece()).isEqualTo(1);
    assertThat(slow.everAsked).doesNotContainAnyElementsOf(whole.everAsked);
  }

  @Test
  void what_a_peer_sent_is_decided_up_to_the_first_byte_of_an_open_piece_from_where_it_is_asked() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).say(pieces(PIECES, 0, 1, 2)).unchoke();
    loop.run(1);
    List<Message.Request> asked = List.copyOf(peer.asked);
    asked.subList(0, 4).forEach(r -> peer.answer(r, scene.content));
    loop.run(1);
    assertThat(traffic(client, peer).decided()).as("nothing was asked").isZero();

    countFrom(client, peer, 2L * BLOCK);
    long open = traffic(client, peer).decided();
    countFrom(client, peer, 4L * BLOCK);
    long later = traffic(client, peer).decided();
    countFrom(client, peer, 2L * BLOCK);
    peer.serve(scene.content);
    loop.run(5);
    PeerTraffic verified = traffic(client, peer);

    assertThat(open).isEqualTo(2L * BLOCK);
    assertThat(later).isEqualTo(4L * BLOCK);
    assertThat(verified.decided()).isEqualTo(verified.received()).isEqualTo(3L * PIECE);
  }

  private static void countFrom(Scene.Client client, Puppet puppet, long countedFrom) {
    ((SwarmPeer) traffic(client, puppet).peer()).countFrom(countedFrom);
  }
}
