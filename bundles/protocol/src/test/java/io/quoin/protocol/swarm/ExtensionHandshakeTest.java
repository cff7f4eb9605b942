package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BEP 10 from the swarm's side. */
class ExtensionHandshakeTest {
  @RegisterExtension private final Scene scene = new Scene(1 << 18, 1 << 16);
  private final HandLoop loop = scene.loop;
  private final Desk desk = new Desk();
  private final Scene.Client client = scene.client(scene.emptyStores()).extensions(desk).start();

  /** Notes what it is told, and offers what a test wants. */
  private static final class Desk implements ExtensionDesk {
    final Map<String, Integer> messages = new HashMap<>();
    final Map<String, BValue> keys = new HashMap<>();
    long since = 1;
    final List<String> told = new ArrayList<>();
    SwarmPeer last;

    @Override
    public Map<String, Offered> messages(SwarmPeer peer) {
      Map<String, Offered> offered = new HashMap<>();
      messages.forEach((name, id) -> offered.put(name, new Offered(id, since)));
      return offered;
    }

    @Override
    public Map<String, BValue> keys(SwarmPeer peer) {
      return keys;
    }

    @Override
    public void greeted(SwarmPeer peer) {
      last = peer;
      told.add("greeted");
    }

    @Override
    public void offered(SwarmPeer peer) {
      told.add("offered");
    }

    @Override
    public void received(SwarmPeer peer, int id, ByteBuffer body) {
      told.add("received " + id + " " + StandardCharsets.ISO_8859_1.decode(body));
    }

    @Override
    public void left(SwarmPeer peer) {
      told.add("left");
    }
  }

  private static BValue value(String bencoded) {
    try {
      return Bencode.decode(bencoded.getBytes(StandardCharsets.ISO_8859_1), Bencode.Mode.STRICT);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void with_nothing_offered_the_handshake_is_that_of_a_plain_client() {
    Scene.Client plain = scene.client(scene.emptyStores()).start();
    Puppet peer = scene.puppet(plain);
    Puppet here = scene.puppet(client);
    loop.run(1);

    String expected =
        "d1:md11:ut_metadatai1ee13:metadata_sizei"
            + scene.torrent.rawInfo().remaining()
            + "e4:reqqi2000e1:v9:Quoin 0.1e";
    assertThat(peer.extended(0)).hasSize(1);
    assertThat(new String(peer.extended(0).get(0), StandardCharsets.ISO_8859_1))
        .isEqualTo(expected);
    assertThat(here.extended(0).get(0)).isEqualTo(peer.extended(0).get(0));
  }

  @Test
  void what_is_offered_and_taken_back_is_said_to_those_who_are_there_alone() {
    Puppet there = scene.puppet(client);
    loop.run(1);
    desk.messages.put("qn_x", 40);
    desk.keys.put("qn_x", value("d1:vi1ee"));
    client.swarm.extensionsChanged();
    loop.run(1);
    assertThat(there.idOf("qn_x")).isEqualTo(40);
    assertThat(there.greetings().get(1).dictionary("qn_x")).isPresent();

    desk.messages.clear();
    desk.keys.clear();
    client.swarm.extensionsChanged();
    Puppet later = scene.puppet(client);
    loop.run(1);

    assertThat(there.greetings()).hasSize(3);
    assertThat(there.idOf("qn_x")).isZero();
    assertThat(there.greetings().get(2).dictionary("qn_x")).isEmpty();
    assertThat(later.idOf("qn_x")).isEqualTo(-1);
  }

  @Test
  void what_is_taken_back_and_offered_again_at_once_is_off_for_a_handshake_in_between() {
    desk.messages.put("qn_x", 40);
    desk.messages.put("qn_y", 41);
    desk.keys.put("qn_x", value("d1:vi1ee"));
    Puppet there = scene.puppet(client);
    loop.run(1);

    desk.since++;
    desk.messages.put("qn_z", 42);
    client.swarm.extensionsChanged();
    loop.run(1);

    List<BDictionary> greetings = there.greetings();
    assertThat(greetings).hasSize(3);
    BDictionary between = greetings.get(1);
    assertThat(between.dictionary("m").orElseThrow().integer("qn_x")).hasValue(0);
    assertThat(between.dictionary("m").orElseThrow().integer("qn_z")).isEmpty();
    assertThat(between.dictionary("qn_x")).isEmpty();
    assertThat(there.idOf("qn_x")).isEqualTo(40);
    assertThat(there.idOf("qn_z")).isEqualTo(42);
    assertThat(greetings.get(2).dictionary("qn_x")).isPresent();
  }

  @Test
  void a_handshake_that_has_not_changed_is_not_sent_again() {
    Puppet there = scene.puppet(client);

    client.swarm.extensionsChanged();
    client.swarm.extensionsChanged();
    loop.run(1);

    assertThat(there.greetings()).hasSize(1);
  }

  static Stream<String> shapes() {
    return Stream.of(
        "de",
        "d1:mi1ee",
        "d1:mlee",
        "d1:m3:abce",
        "d1:mdee",
        "d1:md1:ai-1eee",
        "d1:md1:ai256eee",
        "d1:md1:ai99999999999eee",
        "d1:md1:a1:be1:v3:xyze",
        "d1:md1:adeee",
        "d4:reqqi-5ee",
        "d4:reqqi0ee",
        "d4:reqqi9223372036854775807ee",
        "d4:reqq3:abce",
        "d13:metadata_sizei-1ee",
        "d13:metadata_sizei9223372036854775807ee",
        "d1:vdee",
        "d1:v2:\u00ff\u00fee",
        "d1:v0:e",
        "d2:\u00ff\u00fei1ee",
        "d1:al" + "i1e".repeat(400) + "ee",
        "d1:a" + "l".repeat(6) + "e".repeat(6) + "e",
        "d"
            + Stream.iterate(100, i -> i + 1)
                .limit(200)
                .map(i -> "3:" + i + "i1e")
                .reduce("", String::concat)
            + "e");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void dictionaries_of_any_shape_are_borne(String handshake) {
    Puppet peer = scene.puppet(client);

    peer.extended(0, handshake);
    loop.run(1);

    assertThat(peer.closed).isFalse();
    assertThat(desk.told).contains("greeted");
  }

  static Stream<String> unbearable() {
    return Stream.of(
        "",
        "i1e",
        "le",
        "d",
        "d1:a",
        "d1:ai1e",
        "dee",
        "d1:a" + "l".repeat(50) + "e".repeat(50) + "e",
        "d1:a" + "9".repeat(30) + ":e",
        "d1:al" + "i1e".repeat(2000) + "ee",
        "d1:a70000:" + "x".repeat(70_000) + "e");
  }

  @ParameterizedTest
  @MethodSource("unbearable")
  void what_is_no_dictionary_or_beyond_its_bounds_ends_the_connection(String handshake) {
    Puppet peer = scene.puppet(client);

    peer.extended(0, handshake);
    loop.run(1);

    assertThat(peer.closed).isTrue();
  }

  @Test
  void names_and_values_are_kept_within_bounds() {
    StringBuilder m = new StringBuilder();
    for (int i = 100; i < 300; i++) {
      m.append("3:").append(i).append("i").append(i - 90).append("e");
    }
    String longName = "n".repeat(65);
    Puppet peer = scene.puppet(client);

    peer.extended(
        0, "d3:big2000:" + "x".repeat(2000) + "1:md" + m + "65:" + longName + "i5ee5:smalli7ee");
    loop.run(1);

    assertThat(desk.last.speaks("100")).isTrue();
    assertThat(desk.last.speaks("163")).isTrue();
    assertThat(desk.last.speaks("164")).isFalse();
    assertThat(desk.last.speaks(longName)).isFalse();
    assertThat(desk.last.said("small")).isPresent();
    assertThat(desk.last.said("big")).isEmpty();
    peer.extended(0, "d1:md3:100i200eee");
    loop.run(1);
    desk.last.sendExtended("100", ByteBuffer.wrap(new byte[] {1}));
    loop.run(1);
    assertThat(peer.extended(200)).as("a known name may change its id").hasSize(1);
  }

  @Test
  void another_handshake_changes_only_what_it_names() {
    Puppet peer = scene.puppet(client);
    peer.extended(0, "d1:ai1e1:md2:xai10e2:xbi11eee");
    loop.run(1);

    peer.extended(0, "d1:ai2e1:md2:xai0e2:xci12eee");
    loop.run(1);

    assertThat(desk.last.speaks("xa")).isFalse();
    assertThat(desk.last.speaks("xb")).isTrue();
    assertThat(desk.last.speaks("xc")).isTrue();
    assertThat(desk.last.said("a")).hasValueSatisfying(v -> assertThat(v).isEqualTo(value("i2e")));
    assertThat(desk.told).containsExactly("greeted", "greeted");
  }

  @Test
  void messages_go_both_ways_by_the_receivers_ids() {
    desk.messages.put("qn_x", 40);
    Puppet peer = scene.puppet(client);
    peer.extended(0, "d1:md4:qn_xi77eee");
    loop.run(1);

    peer.extended(40, "hello");
    boolean sent = desk.last.sendExtended("qn_x", ByteBuffer.wrap(new byte[] {'y', 'o'}));
    boolean unknown = desk.last.sendExtended("qn_y", ByteBuffer.wrap(new byte[1]));
    loop.run(1);

    assertThat(desk.told).contains("received 40 hello");
    assertThat(sent).isTrue();
    assertThat(unknown).isFalse();
    assertThat(peer.extended(77)).containsExactly(new byte[] {'y', 'o'});
  }

  @Test
  void a_peer_that_does_not_read_is_sent_no_more() {
    Puppet peer = scene.puppet(client);
    peer.extended(0, "d1:md4:qn_xi77eee");
    loop.run(1);
    peer.link.limitReading(true);

    int taken = 0;
    while (taken < 1000 && desk.last.sendExtended("qn_x", ByteBuffer.allocate(16_384))) {
      taken++;
    }

    assertThat(taken).isBetween(1, 20);
  }

  @Test
  void only_those_who_were_there_leave() {
    Puppet silent = scene.puppet(client);
    Puppet speaking = scene.puppet(client);
    speaking.extended(0, "de");
    loop.run(1);

    silent.link.close();
    speaking.link.close();
    loop.run(1);

    assertThat(desk.told).containsExactly("greeted", "left");
  }

  @Test
  void the_greeting_is_a_dictionary_with_sorted_keys() throws Exception {
    desk.messages.put("zz", 41);
    desk.messages.put("aa", 42);
    Puppet peer = scene.puppet(client);
    loop.run(1);

    BValue strict = Bencode.decode(peer.extended(0).get(0), Bencode.Mode.STRICT);

    assertThat(strict).isInstanceOf(BDictionary.class);
  }
}
