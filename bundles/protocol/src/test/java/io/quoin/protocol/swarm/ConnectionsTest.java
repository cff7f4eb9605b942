package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is dialled, who is let in, who is kept. */
class ConnectionsTest {
  @RegisterExtension private final Scene scene = new Scene(1 << 20, 1 << 16);
  private final HandLoop loop = scene.loop;

  private static InetSocketAddress address(int number) {
    return address(number, 6881);
  }

  private static InetSocketAddress address(int number, int port) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {10, 9, (byte) (number >> 8), (byte) number}), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static List<InetSocketAddress> addresses(int from, int count) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      addresses.add(address(i));
    }
    return addresses;
  }

  // --- two connections to one peer ---

  @Test
  void when_both_dial_at_once_both_keep_the_same_connection() {
    for (int i = 0; i < 20; i++) {
      Scene.Client one = scene.leech();
      Scene.Client other = scene.leech();
      loop.run(1);

      one.swarm.addPeers(List.of(other.host.address));
      other.swarm.addPeers(List.of(one.host.address));
      loop.run(1);

      assertThat(one.swarm.peers()).hasSize(1);
      assertThat(other.swarm.peers()).hasSize(1);
      assertThat(one.swarm.peers().get(0).incoming())
          .isNotEqualTo(other.swarm.peers().get(0).incoming());
      boolean oneIsHigher =
          one.swarm.handshake().peerId().compareTo(other.swarm.handshake().peerId()) > 0;
      assertThat(one.swarm.peers().get(0).incoming()).isNotEqualTo(oneIsHigher);
    }
  }

  @Test
  void a_second_connection_in_the_same_direction_is_refused() {
    Scene.Client client = scene.leech();
    Puppet first = scene.puppet(client);
    Puppet second = scene.puppet();
    second.id = first.id;

    second.connect(client.host.address, client.swarm);
    loop.run(1);

    assertThat(first.closed).isFalse();
    assertThat(second.closed).isTrue();
    assertThat(client.swarm.peers()).hasSize(1);
  }

  @Test
  void an_address_whose_connection_was_not_needed_is_tried_again_later() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet(client);
    HandNetwork.Host another = scene.network.host();
    Puppet again = scene.puppet(another);
    again.id = peer.id;
    loop.run(1);

    client.swarm.addPeers(List.of(another.address));
    loop.run(10);
    int dials = client.host.dials;
    peer.link.close();
    loop.run(130);

    assertThat(dials).isEqualTo(1);
    assertThat(client.host.dials).isGreaterThan(1);
    assertThat(client.swarm.peers()).hasSize(1);
  }

  @Test
  void a_swarm_that_dials_itself_notices_and_does_not_do_it_again() {
    Scene.Client client = scene.leech();
    loop.run(1);

    client.swarm.addPeers(List.of(client.host.address));
    loop.run(200);

    assertThat(client.host.dials).isEqualTo(1);
    assertThat(client.swarm.peers()).isEmpty();
  }

  // --- bounds ---

  @Test
  void connections_are_bounded_in_both_directions() {
    Scene.Client client = scene.client(scene.emptyStores()).connections(5).start();
    List<Puppet> listening = Stream.generate(() -> scene.puppet()).limit(10).toList();
    loop.run(1);
    client.swarm.addPeers(listening.stream().map(p -> p.host.address).toList());
    loop.run(1);
    assertThat(client.swarm.peers()).hasSize(5);

    Puppet incoming = scene.puppet(client);
    loop.run(1);

    assertThat(incoming.closed).isTrue();
    assertThat(client.swarm.peers()).hasSize(5);
  }

  @Test
  void a_lowered_limit_closes_the_newest_connections() {
    Scene.Client client = scene.leech();
    List<Puppet> puppets = Stream.generate(() -> scene.puppet(client)).limit(8).toList();
    loop.run(1);

    client.swarm.limit(new Limits(Limits.UNLIMITED, Limits.UNLIMITED, 3, 4));
    loop.run(1);

    assertThat(puppets.subList(0, 3)).noneMatch(p -> p.closed);
    assertThat(puppets.subList(3, 8)).allMatch(p -> p.closed);
  }

  @Test
  void dials_that_are_under_way_count_as_connections() {
    Scene.Client client = scene.client(scene.emptyStores()).connections(7).start();
    client.host.dialsHang = true;
    loop.run(1);

    client.swarm.addPeers(addresses(0, 100));
    loop.run(10);

    assertThat(client.host.dials).isEqualTo(7);
  }

  @Test
  void at_most_twenty_dials_begin_at_a_time() {
    Scene.Client client = scene.leech();
    client.host.dialsHang = true;
    loop.run(1);

    client.swarm.addPeers(addresses(0, 100));
    int atOnce = client.host.dials;
    loop.run(5);

    assertThat(atOnce).isEqualTo(20);
    assertThat(client.host.dials).isEqualTo(100);
  }

  @Test
  void a_dial_that_was_refused_for_too_many_half_open_ones_is_tried_again_and_not_counted() {
    Scene.Client client = scene.leech();
    Puppet listening = scene.puppet();
    loop.run(1);
    client.host.refusals = 30;

    client.swarm.addPeers(List.of(listening.host.address));
    loop.run(20);

    assertThat(client.host.dials).isEqualTo(1);
    assertThat(client.swarm.peers()).hasSize(1);
  }

  @Test
  void nobody_is_dialled_before_it_is_known_what_is_there() {
    MemoryStores stores = scene.storesWith(0, 1);
    stores.openingHeld = true;
    Puppet listening = scene.puppet();
    Scene.Client client = scene.client(stores).knows(listening).start();
    loop.run(10);
    assertThat(client.host.dials).isZero();

    stores.letOpen();
    loop.run(1);

    assertThat(client.swarm.peers()).hasSize(1);
    assertThat(listening.heard(Message.Bitfield.class)).hasSize(1);
    assertThat(listening.heard(Message.Have.class)).isEmpty();
  }

  // --- seeds ---

  @Test
  void a_seed_neither_dials_nor_keeps_a_seed() {
    Scene.Client seed = scene.seed();
    loop.run(1);
    Puppet other = scene.puppet(seed).sayAll();
    seed.swarm.addPeers(addresses(0, 10));
    loop.run(1);

    assertThat(other.closed).isTrue();
    assertThat(seed.host.dials).isZero();
  }

  @Test
  void a_leech_that_becomes_a_seed_leaves_the_seeds_and_keeps_the_leeches() {
    Scene.Client client = scene.leech();
    Puppet seed = scene.puppet(client).sayAll().unchoke().serve(scene.content);
    Puppet leech = scene.puppet(client).say(Message.HaveNone.INSTANCE);

    loop.runUntil(() -> client.completed, 60);
    loop.run(1);

    assertThat(seed.closed).isTrue();
    assertThat(leech.closed).isFalse();
  }

  @Test
  void a_swarm_that_finds_all_there_leaves_the_seeds_that_came_meanwhile() {
    MemoryStores stores = scene.fullStores();
    stores.openingHeld = true;
    Scene.Client client = scene.client(stores).start();
    Puppet seed = scene.puppet(client).sayAll();
    loop.run(1);
    assertThat(seed.closed).isFalse();

    stores.letOpen();
    loop.run(1);

    assertThat(seed.closed).isTrue();
  }

  // --- after the end ---

  @Test
  void a_stopped_swarm_takes_and_makes_no_connection() {
    Scene.Client client = scene.leech();
    client.swarm.stop();
    Puppet late = scene.puppet(client);
    client.swarm.addPeers(addresses(0, 3));
    loop.run(5);

    assertThat(late.closed).isTrue();
    assertThat(client.host.dials).isZero();
  }

  @Test
  void a_dial_that_succeeds_after_the_swarm_has_stopped_is_closed() {
    Scene.Client client = scene.leech();
    Puppet listening = scene.puppet();
    loop.run(1);
    client.swarm.addPeers(List.of(listening.host.address));
    assertThat(client.host.dials).isEqualTo(1);

    client.swarm.stop();
    loop.run(1);

    assertThat(listening.closed).isTrue();
    assertThat(client.swarm.peers()).isEmpty();
  }

  @Test
  void an_incentive_is_told_of_every_peer_that_comes_and_goes_in_that_order() {
    List<String> told = new ArrayList<>();
    IncentiveDesk desk =
        new IncentiveDesk() {
          @Override
          public void joined(SwarmPeer peer) {
            told.add("+" + peer.address());
          }

          @Override
          public void left(io.quoin.api.incentive.PeerTraffic last) {
            told.add("-" + last.peer().address());
          }

          @Override
          public void pieceFailed(
              io.quoin.api.torrent.TorrentId torrent, int piece, List<SwarmPeer> suppliers) {
            told.add("failed");
          }
        };
    Scene.Client client = scene.client(scene.emptyStores()).incentive(desk).start();
    loop.run(1);

    Puppet peer = scene.puppet(client);
    peer.say(new Message.Have(-1));
    loop.run(1);

    assertThat(told).containsExactly("+" + peer.host.address, "-" + peer.host.address);
  }

  // --- the address book ---

  @Test
  void an_address_that_does_not_answer_waits_longer_each_time_and_is_forgotten_in_the_end() {
    AddressBook book = new AddressBook();
    book.add(addresses(1, 1), 0);
    List<Long> tries = new ArrayList<>();
    for (long second = 0; second < 1000; second++) {
      long now = second * 1_000_000_000L;
      Optional<InetSocketAddress> next = book.next(now);
      if (next.isPresent()) {
        tries.add(second);
        book.failed(next.get(), now);
      }
    }

    assertThat(tries).containsExactly(0L, 4L, 12L, 28L, 60L, 124L);
    assertThat(book.size()).isZero();
  }

  @Test
  void the_book_holds_a_thousand_and_gives_up_failed_ones_for_new_ones_alone() {
    AddressBook book = new AddressBook();
    book.add(addresses(0, 1500), 0);
    assertThat(book.size()).isEqualTo(AddressBook.MOST);
    InetSocketAddress failed = book.next(0).orElseThrow();
    book.failed(failed, 0);

    book.add(addresses(0, 500), 0);
    assertThat(book.size()).as("known ones push nobody out").isEqualTo(AddressBook.MOST);
    book.add(List.of(address(1, 0), address(2000), address(2001)), 0);

    assertThat(book.size()).isEqualTo(AddressBook.MOST);
    List<InetSocketAddress> all =
        Stream.generate(() -> book.next(Long.MAX_VALUE / 2))
            .limit(AddressBook.MOST)
            .map(Optional::orElseThrow)
            .toList();
    assertThat(all).contains(address(2000)).doesNotContain(failed, address(2001));
  }

  @Test
  void addresses_that_cannot_be_peers_are_not_taken() throws Exception {
    AddressBook book = new AddressBook();

    book.add(
        List.of(
            address(1, 0),
            InetSocketAddress.createUnresolved("peer.example", 6881),
            new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 6881),
            new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {(byte) 239, 1, 1, 1}), 6881)),
        0);

    assertThat(book.size()).isZero();
  }

  @Test
  void the_banned_are_forgotten_not_taken_again_and_bounded() {
    AddressBook book = new AddressBook();
    book.add(List.of(address(1), address(1, 7000), address(2)), 0);

    book.ban(address(1).getAddress());
    book.add(List.of(address(1, 8000)), 0);
    assertThat(book.size()).isEqualTo(1);
    for (int i = 10; i < 10 + AddressBook.MOST_BANNED; i++) {
      book.ban(address(i).getAddress());
    }

    assertThat(book.isBanned(address(1).getAddress())).as("the oldest ban").isFalse();
    assertThat(book.isBanned(address(10).getAddress())).isTrue();
  }

  @Test
  void a_connection_that_was_useful_is_made_again_soon() {
    Scene.Client client = scene.leech();
    Puppet peer = scene.puppet();
    loop.run(1);
    client.swarm.addPeers(List.of(peer.host.address));
    loop.run(1);
    Message.Bitfield first =
        new Message.Bitfield(java.nio.ByteBuffer.wrap(new byte[] {(byte) 0x80, 0}));
    for (int i = 0; i < 10; i++) {
      peer.heard.clear();
      if (i == 0) {
        peer.say(first).unchoke().serve(scene.content);
        loop.run(1);
      }
      peer.link.close();
      loop.run(3);
    }

    assertThat(client.stores.verified.cardinality()).isEqualTo(1);
    assertThat(client.host.dials).isGreaterThanOrEqualTo(3);
  }
}
