package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.metainfo.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no honest client sends, and what honest clients send too much of. */
class HostilePeerTest {
  private static final int PIECE = 32_768;
  private static final int PIECES = 13;
  private static final int SIZE = 12 * PIECE + 1000;
  private static final int BLOCK = Layout.BLOCK;

  @RegisterExtension private final Scene scene = new Scene(SIZE, PIECE);
  private final HandLoop loop = scene.loop;

  private static Message.Bitfield bitfield(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return new Message.Bitfield(ByteBuffer.wrap(bytes));
  }

  static Stream<List<Message>> faults() {
    return Stream.of(
        List.of(bitfield(0xff)),
        List.of(bitfield(0xff, 0xf8, 0)),
        List.of(bitfield(0xff, 0xfc)),
        List.of(bitfield(0, 1)),
        List.of(bitfield(0xff, 0xf8), bitfield(0xff)),
        List.of(Message.HaveAll.INSTANCE, Message.HaveNone.INSTANCE),
        List.of(new Message.Have(1), Message.HaveAll.INSTANCE),
        List.of(new Message.Have(PIECES)),
        List.of(new Message.Have(-1)),
        List.of(new Message.AllowedFast(PIECES)),
        List.of(new Message.AllowedFast(-1)),
        List.of(new Message.Suggest(PIECES)),
        List.of(new Message.Request(PIECES, 0, BLOCK)),
        List.of(new Message.Request(-1, 0, BLOCK)),
        List.of(new Message.Request(0, -1, BLOCK)),
        List.of(new Message.Request(0, 0, 0)),
        List.of(new Message.Request(0, 0, -1)),
        List.of(new Message.Request(0, 0, 128 * 1024 + 1)),
        List.of(new Message.Request(0, PIECE, 1)),
        List.of(new Message.Request(0, PIECE - BLOCK + 1, BLOCK)),
        List.of(new Message.Request(0, Integer.MAX_VALUE, BLOCK)),
        List.of(new Message.Request(PIECES - 1, 0, 1001)),
        List.of(new Message.Extended(0, ByteBuffer.wrap(new byte[] {'i', '1', 'e'}))),
        List.of(new Message.Extended(0, ByteBuffer.wrap(new byte[] {'d'}))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_ends_the_connection_and_nobody_elses(List<Message> said) {
    Scene.Client client = scene.client(scene.storesWith(0, 12)).start();
    Puppet other = scene.puppet(client);
    Puppet bad = scene.puppet(client);
    loop.run(1);

    bad.interested().say(said.toArray(Message[]::new));
    loop.run(1);

    assertThat(bad.closed).isTrue();
    assertThat(other.closed).isFalse();
    assertThat(client.departures).hasSize(1);
    assertThat(client.departures.get(0)).doesNotContain("closed the connection");
  }

  static Stream<Message> messagesOfTheFastExtension() {
    return Stream.of(
        Message.HaveAll.INSTANCE,
        Message.HaveNone.INSTANCE,
        new Message.Suggest(1),
        new Message.AllowedFast(1),
        new Message.Reject(0, 0, BLOCK));
  }

  @ParameterizedTest
  @MethodSource("messagesOfTheFastExtension")
  void a_message_of_the_fast_extension_without_it_ends_the_connection(Message message) {
    Scene.Client client = scene.leech();
    Puppet plain = scene.puppet();
    plain.reserved = 0;
    plain.connect(client.host.address, client.swarm);

    plain.say(message);
    loop.run(1);

    assertThat(client.departures).singleElement().asString().contains("fast extension");
  }

  @Test
  void an_extension_message_without_the_extension_protocol_ends_the_connection() {
    Scene.Client client = scene.leech();
    Puppet plain = scene.puppet();
    plain.reserved = Handshake.FAST;
    plain.connect(client.host.address, client.swarm);

    plain.extended(0, "de");
    loop.run(1);

    assertThat(client.departures).singleElement().asString().contains("extension protocol");
  }

  @Test
  void to_a_client_of_1999_nothing_newer_is_said() {
    Scene.Client client = scene.client(scene.storesWith(0)).start();
    loop.run(1);
    Puppet plain = scene.puppet();
    plain.reserved = 0;
    plain.connect(client.host.address, client.swarm).interested();

    plain.say(new Message.Request(3, 0, BLOCK));
    loop.run(60);

    assertThat(plain.heard)
        .contains(bitfield(0x80, 0))
        .noneMatch(m -> m instanceof Message.Extended || m instanceof Message.Reject);
    assertThat(plain.closed).isFalse();
  }

  // --- blocks ---

  @Test
  void blocks_that_were_not_asked_for_are_skipped_counted_and_in_the_end_fatal() {
    Scene.Client client = scene.leech();
    Puppet flood = scene.puppet(client).sayAll();
    byte[] junk = new byte[BLOCK];

    for (int i = 0; i < 20; i++) {
      flood.block(1, 0, junk);
    }
    loop.run(1);
    assertThat(flood.closed).isFalse();
    assertThat(client.swarm.snapshot().wastedBytes()).isEqualTo(20 * BLOCK);
    assertThat(client.swarm.traffic().get(0).received()).isZero();
    assertThat(client.swarm.peers().get(0).downloadRate()).as("what junk earns").isZero();
    for (int i = 0; i < 200; i++) {
      flood.block(1, 0, junk);
    }
    loop.run(1);

    assertThat(flood.closed).isTrue();
    assertThat(client.departures).singleElement().asString().contains("not asked for");
    assertThat(client.stores.content).containsOnly(0);
  }

  @Test
  void a_block_of_another_length_than_asked_for_is_not_taken() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    Message.Request request = peer.asked.get(0);

    peer.block(request.piece(), request.begin(), new byte[BLOCK - 1]);
    peer.block(request.piece(), request.begin() + 1, new byte[BLOCK]);
    loop.run(1);

    assertThat(client.swarm.snapshot().wastedBytes()).isEqualTo(2 * BLOCK - 1);
    assertThat(client.swarm.traffic().get(0).received()).isZero();
  }

  @Test
  void the_same_block_twice_is_taken_once() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    Message.Request request = peer.asked.get(0);

    peer.answer(request, scene.content).answer(request, scene.content);
    loop.run(1);

    assertThat(client.swarm.snapshot().wastedBytes()).isEqualTo(request.length());
    assertThat(client.swarm.traffic().get(0).received()).isEqualTo(request.length());
  }

  @Test
  void junk_does_not_keep_a_peer_from_being_found_stalled() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client).sayAll().unchoke();
    loop.run(1);
    int asked = peer.asked.size();

    for (int second = 0; second < 40; second++) {
      peer.block(11, 7, new byte[1]);
      loop.run(1);
    }

    assertThat(asked).isPositive();
    assertThat(peer.heard(Message.Cancel.class)).hasSizeGreaterThanOrEqualTo(asked);
  }

  // --- requests ---

  @Test
  void a_flood_of_requests_is_queued_up_to_the_bound_and_rejected_beyond() {
    Scene.Client seed = scene.seed();
    seed.stores.readsHeld = true;
    Puppet flood = scene.puppet(seed).interested();
    loop.run(1);
    assertThat(flood.heard(Message.Unchoke.INSTANCE)).isTrue();

    for (int i = 0; i < PeerUploads.KEPT + 500; i++) {
      flood.request(i % 12, 0, BLOCK);
    }
    loop.run(1);

    assertThat(flood.heard(Message.Reject.class)).hasSize(500);
    assertThat(flood.closed).isFalse();
    assertThat(seed.stores.readsUnderWay).isLessThanOrEqualTo(4);
  }

  @Test
  void requests_while_choked_are_rejected_and_nothing_is_read_for_them() {
    Scene.Client seed = scene.client(scene.storesWith(0, 1)).start();
    Puppet choked = scene.puppet(seed);

    choked.request(0, 0, BLOCK).request(1, BLOCK, BLOCK);
    loop.run(1);

    assertThat(choked.heard(Message.Reject.class))
        .containsExactly(new Message.Reject(0, 0, BLOCK), new Message.Reject(1, BLOCK, BLOCK));
    assertThat(seed.stores.reads).isZero();
  }

  @Test
  void a_request_for_a_piece_that_is_not_there_is_rejected() {
    Scene.Client seed = scene.client(scene.storesWith(0)).start();
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);

    peer.request(1, 0, BLOCK);
    loop.run(1);

    assertThat(peer.heard(new Message.Reject(1, 0, BLOCK))).isTrue();
    assertThat(peer.blocks).isEmpty();
  }

  @Test
  void a_cancelled_request_is_rejected_and_not_served() {
    Scene.Client seed = scene.seed();
    seed.stores.readsHeld = true;
    Puppet peer = scene.puppet(seed).interested();
    loop.run(1);
    peer.request(0, 0, BLOCK).request(0, BLOCK, BLOCK);
    loop.run(1);

    peer.say(new Message.Cancel(0, 0, BLOCK));
    loop.run(1);
    seed.stores.letReadsGo();
    loop.run(1);

    assertThat(peer.heard(Message.Reject.class)).containsExactly(new Message.Reject(0, 0, BLOCK));
    assertThat(peer.blocks).extracting(Puppet.Block::begin).containsExactly(BLOCK);
  }

  @Test
  void cancelling_what_was_never_asked_for_is_fatal_in_the_end() {
    Scene.Client seed = scene.seed();
    Puppet peer = scene.puppet(seed).interested();

    for (int i = 0; i < 100; i++) {
      peer.say(new Message.Cancel(0, 0, BLOCK));
    }
    loop.run(1);
    assertThat(peer.closed).isFalse();
    for (int i = 0; i < 5000; i++) {
      peer.say(new Message.Cancel(0, 0, BLOCK));
    }
    loop.run(1);

    assertThat(peer.closed).isTrue();
  }

  @Test
  void asking_and_closing_again_and_again_leaves_no_lease_and_no_read_behind() {
    Scene.Client seed = scene.seed();
    for (int round = 0; round < 50; round++) {
      seed.stores.readsHeld = round % 2 == 0;
      Puppet peer = scene.puppet(seed).interested();
      loop.run(1);
      for (int piece = 0; piece < 12; piece++) {
        peer.request(piece, 0, BLOCK);
      }
      loop.run(round % 3 == 0 ? 0 : 1);
      peer.link.close();
      loop.run(1);
      seed.stores.letReadsGo();
    }
    loop.run(1);

    assertThat(seed.stores.leases).isZero();
    assertThat(seed.stores.readsUnderWay).isZero();
    assertThat(seed.swarm.peers()).isEmpty();
  }

  // --- slowness ---

  @Test
  void a_peer_that_says_nothing_for_three_minutes_is_left() {
    Scene.Client client = scene.leech();
    Puppet silent = scene.puppet(client);
    loop.run(1);

    loop.run(170);
    assertThat(silent.closed).isFalse();
    loop.run(15);

    assertThat(silent.closed).isTrue();
    assertThat(client.departures).containsExactly("silent for three minutes");
  }

  @Test
  void keep_alives_keep_a_connection_and_are_sent_when_there_is_nothing_to_say() {
    Scene.Client client = scene.leech();
    Puppet quiet = scene.puppet(client);

    for (int minute = 0; minute < 10; minute++) {
      loop.run(60);
      quiet.say(Message.KeepAlive.INSTANCE);
    }

    assertThat(quiet.closed).isFalse();
    assertThat(quiet.heard(Message.KeepAlive.class)).hasSizeBetween(5, 6);
  }

  @Test
  void a_peer_that_asks_and_does_not_read_is_left_and_its_leases_return() {
    Scene.Client seed = scene.seed();
    Puppet stuck = scene.puppet(seed).interested();
    loop.run(1);
    stuck.link.limitReading(true);
    for (int i = 0; i < 200; i++) {
      stuck.request(i % 12, 0, BLOCK);
    }

    for (int i = 0; i < 10; i++) {
      stuck.say(Message.KeepAlive.INSTANCE);
      loop.run(15);
    }

    assertThat(seed.departures).singleElement().asString().contains("does not read");
    assertThat(seed.stores.leases).isZero();
  }

  @Test
  void answers_to_a_peer_that_does_not_read_do_not_pile_up() {
    Scene.Client seed = scene.seed();
    Puppet flood = scene.puppet(seed);
    flood.extended(0, "d1:md11:ut_metadatai3eee");
    loop.run(1);
    flood.link.limitReading(true);
    HandLink towards = flood.link.other;

    long most = 0;
    for (int i = 0; i < 100_000 && seed.departures.isEmpty(); i++) {
      flood.request(0, 0, BLOCK);
      if (i % 100 == 0) {
        loop.run(1);
      }
      most = Math.max(most, towards.queued());
    }

    assertThat(most).isLessThan(2 << 20);
    assertThat(seed.departures).singleElement().asString().contains("does not read");
  }

  @Test
  void metadata_is_not_sent_faster_than_it_is_read() {
    Scene big = new Scene(40_000_000, 16_384);
    Scene.Client seed = big.seed();
    Puppet flood = big.puppet(seed);
    flood.extended(0, "d1:md11:ut_metadatai3eee");
    big.loop.run(1);
    flood.link.limitReading(true);
    HandLink towards = flood.link.other;

    for (int i = 0; i < 2000; i++) {
      flood.extended(MetadataExchange.ID, "d8:msg_typei0e5:piecei1ee");
    }
    big.loop.run(1);

    assertThat(towards.queued()).isPositive().isLessThan(256 * 1024);
  }

  // --- the order of things ---

  @Test
  void a_peer_that_is_dropped_while_it_speaks_is_asked_for_nothing_and_holds_no_slot() {
    Scene.Client client = scene.leech();
    Puppet bad = scene.puppet(client);
    loop.run(1);

    bad.say(Message.HaveAll.INSTANCE, Message.Unchoke.INSTANCE, new Message.Have(PIECES + 5));
    loop.run(1);

    assertThat(bad.closed).isTrue();
    assertThat(client.stores.openSlots).isZero();
  }

  @Test
  void what_a_peer_calls_itself_is_cut_and_cleaned() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client);
    String name = "\u001b[31mEvil\n" + "x".repeat(500);

    peer.extended(0, "d1:v" + name.length() + ":" + name + "e");
    loop.run(1);

    String shown = client.swarm.peers().get(0).client();
    assertThat(shown).startsWith("[31mEvil").hasSizeLessThanOrEqualTo(40).doesNotContain("\n");
  }

  @Test
  void a_nameless_peer_is_called_by_its_id() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client);

    peer.extended(0, "d1:v2:\n\ne");
    loop.run(1);

    assertThat(client.swarm.peers()).extracting(PeerSnapshot::client).containsExactly("XX0001");
  }

  @Test
  void random_messages_never_throw_and_never_reach_storage() {
    for (int seed = 0; seed < 300; seed++) {
      Scene.Client client = scene.client(scene.storesWith(1, 5)).start();
      Puppet peer = scene.puppet(client);
      RandomMessages random = new RandomMessages(seed, PIECES, PIECE);

      for (int i = 0; i < 60; i++) {
        peer.say(random.next());
      }
      loop.run(1);
      peer.link.close();
      loop.run(1);

      assertThat(client.stores.openSlots).as("slots after seed %d", seed).isZero();
      assertThat(client.stores.leases).as("leases after seed %d", seed).isZero();
      assertThat(client.halted).isEmpty();
      client.swarm.stop();
    }
  }

  @Test
  void the_published_allowed_fast_sets_are_what_we_grant() throws Exception {
    byte[] hash = new byte[20];
    Arrays.fill(hash, (byte) 0xaa);
    java.net.InetAddress address =
        java.net.InetAddress.getByAddress(new byte[] {80, 4, 4, (byte) 200});

    assertThat(AllowedFast.of(7, hash, 1313, address))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188);
    assertThat(AllowedFast.of(9, hash, 1313, address))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
  }
}
