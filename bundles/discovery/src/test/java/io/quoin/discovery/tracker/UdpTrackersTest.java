package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.peers.PeerSearch;
import io.quoin.metainfo.InfoHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UdpTrackersTest {

  private static final String TRACKER = "udp://t.example:6969/announce?key=1";
  private static final InetSocketAddress AT = address("192.0.2.53", 6969);
  private static final long CONNECTION = 0x1122334455667788L;

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final ScriptedPort port = new ScriptedPort();
  private final Map<String, List<InetAddress>> names =
      new HashMap<>(Map.of("t.example", List.of(AT.getAddress())));
  private final UdpAnnouncer udp =
      new UdpAnnouncer(
          port,
          scheduler,
          (host, told) -> told.accept(names.getOrDefault(host, List.of())),
          new Random(1));
  private final TrackerSource source =
      new TrackerSource(
          new Surroundings(
              scheduler, (tracker, announce, answered, failed) -> {}, udp, new Random(1)),
          udp::close);

  @Test
  void a_tracker_is_connected_to_first() {
    search(NotedTorrent.of(TRACKER));

    assertThat(port.sent).hasSize(1);
    assertThat(port.last().to()).isEqualTo(AT);
    assertThat(port.last().payload().getLong(0)).isEqualTo(0x41727101980L);
    assertThat(port.last().action()).isZero();
    assertThat(port.last().payload().remaining()).isEqualTo(16);
  }

  @Test
  void then_it_is_told_everything_in_one_datagram() {
    search(NotedTorrent.of(TRACKER));

    connects();

    ByteBuffer told = port.last().payload();
    assertThat(told.getLong()).isEqualTo(CONNECTION);
    assertThat(told.getInt()).isEqualTo(1);
    assertThat(told.getInt()).isEqualTo(port.last().transaction());
    assertThat(bytes(told, 20)).isEqualTo(NotedTorrent.HASH.toByteArray());
    assertThat(new String(bytes(told, 20), US_ASCII)).startsWith("-QN0100-");
    assertThat(told.getLong()).as("downloaded").isEqualTo(20);
    assertThat(told.getLong()).as("left").isEqualTo(30);
    assertThat(told.getLong()).as("uploaded").isEqualTo(10);
    assertThat(told.getInt()).as("started").isEqualTo(2);
    assertThat(told.getInt()).as("ip").isZero();
    told.getInt();
    assertThat(told.getInt()).as("wanted").isEqualTo(200);
    assertThat(Short.toUnsignedInt(told.getShort())).isEqualTo(6881);
    assertThat(told.get()).as("URL data").isEqualTo((byte) 2);
    assertThat(told.get()).isEqualTo((byte) 15);
    assertThat(new String(bytes(told, 15), US_ASCII)).isEqualTo("/announce?key=1");
    assertThat(told.hasRemaining()).isFalse();
  }

  @Test
  void a_long_path_is_told_in_pieces_of_255_bytes() {
    search(NotedTorrent.of("udp://t.example:6969/" + "x".repeat(299)));

    connects();

    ByteBuffer told = port.last().payload();
    assertThat(told.remaining()).isEqualTo(98 + 2 + 255 + 2 + 45);
    assertThat(told.get(98 + 1)).isEqualTo((byte) 255);
    assertThat(told.get(98 + 2 + 255 + 1)).isEqualTo((byte) 45);
  }

  @Test
  void its_peers_are_found() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    connects();

    answers(1800, new byte[] {(byte) 192, 0, 2, 9, 0x1a, (byte) 0xe1});

    assertThat(torrent.found).containsExactly(address("192.0.2.9", 6881));
    assertThat(torrent.statuses.get("udp://t.example:6969")).contains("1 peers");
  }

  @Test
  void a_tracker_asked_over_version_6_names_peers_of_version_6() {
    InetSocketAddress six = address("2001:db8::53", 6969);
    names.put("t.example", List.of(six.getAddress()));
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    receive(six, connection(port.last().transaction()));

    receive(
        six,
        answer(
            port.last().transaction(),
            1800,
            ByteBuffer.allocate(18)
                .putLong(0x20010db800000000L)
                .putLong(7)
                .putShort((short) 6881)
                .array()));

    assertThat(torrent.found).containsExactly(address("2001:db8::7", 6881));
  }

  @Test
  void of_very_many_peers_two_hundred_are_taken() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    connects();
    ByteBuffer peers = ByteBuffer.allocate(6 * 300);
    IntStream.range(0, 300).forEach(i -> peers.putInt(0x0a000000 + i).putShort((short) 6881));

    answers(1800, peers.array());

    assertThat(torrent.found).hasSize(AnnounceAnswer.PEERS);
  }

  @Test
  void a_connection_is_used_for_a_minute_by_all_torrents() {
    search(NotedTorrent.of(TRACKER));
    connects();
    answers(1800, new byte[0]);

    scheduler.passes(Duration.ofSeconds(59));
    search(NotedTorrent.of(TRACKER));
    int withinAMinute = port.last().action();
    scheduler.passes(Duration.ofSeconds(1));
    search(NotedTorrent.of(TRACKER));

    assertThat(withinAMinute).isEqualTo(1);
    assertThat(port.last().action()).isZero();
  }

  @Test
  void only_so_many_connections_are_kept() {
    UdpConnections connections = new UdpConnections();
    IntStream.range(0, 5000).forEach(i -> connections.granted(address("192.0.2.1", i), i, 0));

    assertThat(connections.size()).isEqualTo(UdpConnections.LIMIT);
    assertThat(connections.find(address("192.0.2.1", 4999), 1)).contains(4999L);
    assertThat(connections.find(address("192.0.2.1", 1), 1)).isEmpty();
  }

  @Test
  void without_an_answer_it_is_tried_three_times_and_given_up() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);

    scheduler.passes(Duration.ofMillis(14_999));
    assertThat(port.sent).hasSize(1);
    scheduler.passes(Duration.ofMillis(1));
    assertThat(port.sent).hasSize(2);
    scheduler.passes(Duration.ofSeconds(30));
    assertThat(port.sent).hasSize(3);
    scheduler.passes(Duration.ofSeconds(59));
    assertThat(torrent.statuses).isEmpty();
    scheduler.passes(Duration.ofSeconds(1));

    assertThat(port.sent).hasSize(3);
    assertThat(torrent.statuses.get("udp://t.example:6969")).contains("nobody answers");
    assertThat(transactions()).hasSize(3);
  }

  @Test
  void a_tracker_that_connects_and_then_is_silent_is_given_up_too() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    connects();

    scheduler.passes(Duration.ofSeconds(15 + 30 + 60));

    assertThat(port.sent).extracting(ScriptedPort.Sent::action).containsExactly(0, 1, 1, 1);
    assertThat(torrent.statuses.get("udp://t.example:6969")).contains("nobody answers");
  }

  @Test
  void an_announcement_repeated_after_its_connection_ended_connects_anew() {
    search(NotedTorrent.of(TRACKER));
    connects();
    answers(1800, new byte[0]);
    scheduler.passes(Duration.ofSeconds(50));
    search(NotedTorrent.of(TRACKER));
    int first = port.last().action();

    scheduler.passes(Duration.ofSeconds(15));

    assertThat(first).isEqualTo(1);
    assertThat(port.last().action()).isZero();
  }

  @Test
  void datagrams_from_elsewhere_or_with_another_number_are_not_believed() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    int transaction = port.last().transaction();

    boolean otherPort = port.receive(address("192.0.2.53", 7000), connection(transaction));
    boolean otherAddress = port.receive(address("192.0.2.54", 6969), connection(transaction));
    boolean otherNumber = port.receive(AT, connection(transaction + 1));
    boolean tooShort = port.receive(AT, ByteBuffer.allocate(7));
    scheduler.run();

    assertThat(List.of(otherPort, otherAddress, otherNumber, tooShort)).containsOnly(false);
    assertThat(port.sent).hasSize(1);
    assertThat(port.receive(AT, connection(transaction))).isTrue();
  }

  @Test
  void an_answer_is_believed_once() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    connects();
    ByteBuffer answer =
        answer(
            port.last().transaction(), 1800, new byte[] {(byte) 192, 0, 2, 9, 0x1a, (byte) 0xe1});

    boolean first = port.receive(AT, answer.duplicate());
    boolean second = port.receive(AT, answer.duplicate());
    scheduler.run();

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(torrent.found).hasSize(1);
  }

  @Test
  void a_refusal_is_shown_in_the_trackers_words() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);

    receive(AT, error(port.last().transaction(), "not registered"));

    assertThat(torrent.statuses.get("udp://t.example:6969")).contains("not registered");
  }

  @Test
  void a_tracker_that_forgot_its_connection_is_connected_to_once_more() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    search(torrent);
    connects();

    receive(AT, error(port.last().transaction(), "Connection ID mismatch"));
    int again = port.last().action();
    connects();
    receive(AT, error(port.last().transaction(), "Connection ID mismatch"));

    assertThat(again).isZero();
    assertThat(port.sent).extracting(ScriptedPort.Sent::action).containsExactly(0, 1, 0, 1);
    assertThat(torrent.statuses.get("udp://t.example:6969")).contains("mismatch");
  }

  @Test
  void answers_that_are_too_short_or_of_another_kind_are_failures() {
    NotedTorrent cut = NotedTorrent.of(TRACKER);
    search(cut);
    receive(AT, connection(port.last().transaction()).limit(12));
    NotedTorrent confused = NotedTorrent.of(TRACKER);
    search(confused);
    receive(AT, answer(port.last().transaction(), 1800, new byte[0]));

    assertThat(cut.statuses.get("udp://t.example:6969")).contains("too short");
    assertThat(confused.statuses.get("udp://t.example:6969")).contains("not that of a tracker");
  }

  @Test
  void a_name_that_leads_inside_is_not_asked_and_an_inside_address_is() {
    names.put("t.example", List.of(address("192.168.1.1", 1).getAddress()));
    NotedTorrent named = NotedTorrent.of(TRACKER);
    search(named);
    int byName = port.sent.size();

    search(NotedTorrent.of("udp://192.168.1.1:6969"));

    assertThat(byName).isZero();
    assertThat(named.statuses.get("udp://t.example:6969")).contains("may not be asked");
    assertThat(port.last().to()).isEqualTo(address("192.168.1.1", 6969));
  }

  @Test
  void a_name_without_address_and_a_port_that_is_full_are_failures() {
    NotedTorrent nameless = NotedTorrent.of("udp://nowhere.example:1");
    search(nameless);
    port.full = true;
    NotedTorrent unsent = NotedTorrent.of(TRACKER);
    search(unsent);

    assertThat(nameless.statuses.get("udp://nowhere.example:1")).contains("not known");
    assertThat(unsent.statuses.get("udp://t.example:6969")).contains("nothing can be sent");
  }

  @Test
  void good_bye_is_sent_at_once_over_a_connection_that_is_there() {
    PeerSearch search = search(NotedTorrent.of(TRACKER));
    connects();
    answers(1800, new byte[0]);

    search.close();
    scheduler.run();

    assertThat(port.last().action()).isEqualTo(1);
    assertThat(port.last().payload().getInt(80)).as("stopped").isEqualTo(3);
    assertThat(port.last().payload().getInt(92)).as("wanted").isZero();
    scheduler.passes(Duration.ofMinutes(5));
    assertThat(port.sent).hasSize(3);
  }

  @Test
  void only_so_many_answers_are_waited_for() {
    for (int i = 0; i < UdpAnnouncer.PENDING; i++) {
      udp.announce(tracker(), announce(), answer -> {}, failure -> {});
    }
    scheduler.run();
    int sent = port.sent.size();
    Set<String> failures = new HashSet<>();

    udp.announce(
        tracker(), announce(), answer -> {}, failure -> failures.add(failure.getMessage()));
    scheduler.run();

    assertThat(sent).isEqualTo(UdpAnnouncer.PENDING);
    assertThat(port.sent).hasSize(UdpAnnouncer.PENDING);
    assertThat(failures).hasSize(1);
  }

  @Test
  void when_discovery_ends_it_listens_no_more() {
    search(NotedTorrent.of(TRACKER));

    source.close();
    scheduler.run();

    assertThat(port.isListenedTo()).isFalse();
  }

  private PeerSearch search(NotedTorrent torrent) {
    PeerSearch search = source.search(torrent);
    scheduler.run();
    return search;
  }

  private void connects() {
    receive(AT, connection(port.last().transaction()));
  }

  private void answers(int interval, byte[] peers) {
    receive(AT, answer(port.last().transaction(), interval, peers));
  }

  private void receive(InetSocketAddress from, ByteBuffer payload) {
    port.receive(from, payload);
    scheduler.run();
  }

  private Set<Integer> transactions() {
    Set<Integer> all = new HashSet<>();
    port.sent.forEach(sent -> all.add(sent.transaction()));
    return all;
  }

  private static TrackerUrl tracker() {
    return TrackerUrl.of(URI.create(TRACKER)).orElseThrow();
  }

  private static Announce announce() {
    NotedTorrent torrent = NotedTorrent.of(TRACKER);
    return new Announce(
        NotedTorrent.HASH,
        InfoHash.of(torrent.peerId()),
        1,
        torrent.progress(),
        Announce.Event.STARTED,
        200,
        1,
        Optional.empty());
  }

  private static ByteBuffer connection(int transaction) {
    return ByteBuffer.allocate(16).putInt(0).putInt(transaction).putLong(CONNECTION).flip();
  }

  private static ByteBuffer answer(int transaction, int interval, byte[] peers) {
    return ByteBuffer.allocate(20 + peers.length)
        .putInt(1)
        .putInt(transaction)
        .putInt(interval)
        .putInt(3)
        .putInt(4)
        .put(peers)
        .flip();
  }

  private static ByteBuffer error(int transaction, String text) {
    return ByteBuffer.allocate(8 + text.length())
        .putInt(3)
        .putInt(transaction)
        .put(text.getBytes(US_ASCII))
        .flip();
  }

  private static byte[] bytes(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(AddressLiteral.parse(literal).orElseThrow(), port);
  }
}
