package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What passes between peers and a policy, and how much of it may wait. */
class PolicyContextTest {
  private static final String NAME = "qn_x";

  private final HandSite site = new HandSite();
  private final Mailbox mailbox = new Mailbox("incentive", site, Optional::empty, () -> {});
  private final Notes policy = new Notes();
  private final Loops torrents = new Loops();
  private final ExtensionRegistry extensions = new ExtensionRegistry(() -> {});
  private final PolicyContext context = context();

  private PolicyContext context() {
    return new PolicyContext(
        mailbox, site, torrents, extensions, (whose, call) -> call.accept(policy), 1);
  }

  private void offer() {
    context.offer(ExtensionOffer.toAll(NAME, bytes("i1e")));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private int id() {
    return extensions.messages(new Stranger(0)).get(NAME).id();
  }

  private Stranger greeted(int number) {
    Stranger peer = new Stranger(number).says(NAME, "i" + number + "e");
    extensions.greeted(peer);
    return peer;
  }

  @Test
  void of_one_peer_64_messages_wait_and_the_next_is_dropped() {
    offer();
    Stranger flooder = greeted(1);
    Stranger other = greeted(2);

    for (int i = 0; i < 100; i++) {
      extensions.received(flooder, id(), bytes("f" + i));
    }
    extensions.received(other, id(), bytes("other"));
    site.run();

    List<String> messages = policy.of("received ");
    assertThat(messages).hasSize(65);
    assertThat(messages.get(63)).isEqualTo("received f63");
    assertThat(messages.get(64)).isEqualTo("received other");
  }

  @Test
  void of_all_peers_4096_messages_wait_and_when_they_are_taken_there_is_room_again() {
    offer();
    List<Stranger> peers = new ArrayList<>();
    for (int number = 1; number <= 70; number++) {
      peers.add(greeted(number));
    }

    peers.forEach(
        peer -> {
          for (int i = 0; i < 64; i++) {
            extensions.received(peer, id(), bytes("first"));
          }
        });
    site.run();
    peers.forEach(peer -> extensions.received(peer, id(), bytes("second")));
    site.run();

    assertThat(policy.of("received first")).hasSize(4096);
    assertThat(policy.of("received second")).hasSize(70);
  }

  @Test
  void to_one_peer_64_messages_wait_unsent_and_the_next_is_dropped() {
    offer();
    Stranger peer = greeted(1);

    for (int i = 0; i < 100; i++) {
      context.send(peer, bytes("m" + i));
    }
    torrents.run();
    context.send(peer, bytes("later"));
    torrents.run();

    assertThat(peer.sent).hasSize(65).startsWith("qn_x m0").endsWith("qn_x m63", "qn_x later");
  }

  @Test
  void of_handshakes_that_come_faster_than_they_are_taken_the_newest_is_told() {
    offer();
    Stranger peer = greeted(1);
    for (int i = 2; i <= 100_000; i++) {
      peer.says(NAME, "i" + i + "e");
      extensions.greeted(peer);
    }

    site.run();

    assertThat(policy.heard).containsExactly("handshake i100000e");
  }

  @Test
  void a_handshake_that_says_the_same_again_is_not_told() {
    offer();
    Stranger peer = greeted(1);
    site.run();

    extensions.greeted(peer);
    site.run();

    assertThat(policy.heard).containsExactly("handshake i1e");
  }

  @Test
  void what_was_said_before_an_extension_was_taken_back_is_not_told_after_it() {
    offer();
    Stranger peer = greeted(1);
    site.run();
    extensions.received(peer, id(), bytes("late"));

    context.withdraw();
    site.run();

    assertThat(policy.of("received")).isEmpty();
  }

  @Test
  void a_message_for_an_id_that_is_off_is_dropped() {
    offer();
    int id = id();
    Stranger peer = greeted(1);
    context.withdraw();

    extensions.received(peer, id, bytes("late"));
    site.run();

    assertThat(policy.of("received")).isEmpty();
  }

  @Test
  void a_name_has_one_id_for_life() {
    offer();
    int first = id();
    context.withdraw();
    PolicyContext other = context();
    other.offer(ExtensionOffer.toAll("qn_other", bytes("i1e")));
    int others = extensions.messages(new Stranger(0)).get("qn_other").id();
    other.withdraw();

    offer();

    assertThat(id()).isEqualTo(first).isNotEqualTo(others);
  }

  @Test
  void a_peer_that_takes_its_extension_back_is_withdrawn_and_told_of_anew() {
    offer();
    Stranger peer = greeted(1);
    site.run();

    peer.speaks = false;
    extensions.greeted(peer);
    peer.speaks = true;
    extensions.greeted(peer);
    site.run();

    assertThat(policy.heard).containsExactly("handshake i1e", "withdrawn", "handshake i1e");
  }

  @Test
  void a_peer_that_came_and_went_unheard_is_not_withdrawn() {
    offer();
    Stranger peer = greeted(1);
    extensions.left(peer);

    site.run();

    assertThat(policy.heard).isEmpty();
  }

  @Test
  void after_it_is_closed_nothing_has_an_effect() {
    offer();
    Stranger peer = greeted(1);
    context.activate();
    context.close();

    context.publish(Allocation.NONE);
    context.raise(peer, 1);
    context.send(peer, bytes("late"));
    offer();
    torrents.run();

    assertThat(torrents.effects).isEmpty();
    assertThat(peer.sent).isEmpty();
    assertThat(extensions.messages(peer)).isEmpty();
  }

  /** A loop that runs when the test says so, and what was put into effect. */
  private static final class Loops implements IncentiveHost.Torrents {
    final List<String> effects = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    void run() {
      tasks.forEach(Runnable::run);
      tasks.clear();
    }

    @Override
    public void traffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void newTraffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void standings(Consumer<List<PeerStanding>> result) {}

    @Override
    public void allocate(Allocation allocation, String extension) {
      effects.add("allocation");
    }

    @Override
    public void raise(IncentivePeer peer, long sendUpTo, long requestUpTo) {
      effects.add("raise");
    }

    @Override
    public void onLoop(TorrentId torrent, Runnable task) {
      tasks.add(task);
    }
  }

  /** Notes what it is told. */
  private static final class Notes implements IncentivePolicy {
    final List<String> heard = new ArrayList<>();

    List<String> of(String kind) {
      return heard.stream().filter(each -> each.startsWith(kind)).toList();
    }

    private static String text(ByteBuffer bytes) {
      return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    @Override
    public void joined(IncentivePeer peer) {}

    @Override
    public void left(PeerTraffic last) {}

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {}

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {
      heard.add("handshake " + text(value));
    }

    @Override
    public void withdrawn(IncentivePeer peer) {
      heard.add("withdrawn");
    }

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {
      heard.add("received " + text(payload));
    }

    @Override
    public HandOver close() {
      return HandOver.NOTHING;
    }
  }
}
