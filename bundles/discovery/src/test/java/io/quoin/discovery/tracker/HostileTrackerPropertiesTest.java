package io.quoin.discovery.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a tracker sends is an answer within bounds or a failure with a sentence. */
class HostileTrackerPropertiesTest {

  @Property(seed = "15", tries = 1000)
  void any_bytes_over_http_are_an_answer_or_a_failure(@ForAll int status, @ForAll byte[] body) {
    assertAnswerOrFailure(status, body);
  }

  @Property(seed = "15", tries = 1000)
  void any_dictionary_over_http_is_an_answer_or_a_failure(@ForAll("answers") BDictionary answer) {
    assertAnswerOrFailure(200, Bencode.encode(answer));
  }

  @Property(seed = "15", tries = 1000)
  void any_bytes_over_udp_are_an_answer_or_none(@ForAll byte[] payload) {
    Optional<AnnounceAnswer> answer = UdpPackets.answer(ByteBuffer.wrap(payload), CompactPeers.V4);
    UdpPackets.connection(ByteBuffer.wrap(payload));

    assertThat(answer.isPresent()).isEqualTo(payload.length >= 20);
    answer.ifPresent(HostileTrackerPropertiesTest::assertBounded);
  }

  @Provide
  Arbitrary<BDictionary> answers() {
    Arbitrary<String> keys =
        Arbitraries.of(
            "failure reason",
            "warning message",
            "interval",
            "min interval",
            "tracker id",
            "complete",
            "peers",
            "peers6",
            "retry in",
            "ip",
            "port");
    return Arbitraries.maps(keys, values())
        .ofMaxSize(8)
        .map(HostileTrackerPropertiesTest::dictionary);
  }

  private static Arbitrary<BValue> values() {
    Arbitrary<BValue> integers = Arbitraries.longs().map(BInteger::of);
    Arbitrary<BValue> strings =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(3000).map(BString::of);
    Arbitrary<BValue> ips =
        Arbitraries.of("1.2.3.4", "::1", "[::]", "256.1.1.1", "example.com", "1.2.3", "%")
            .map(BString::of);
    Arbitrary<BValue> lists = peers().list().ofMaxSize(300).map(BList::of);
    return Arbitraries.oneOf(List.of(integers, strings, ips, lists));
  }

  private static Arbitrary<BDictionary> peers() {
    Arbitrary<BValue> ips =
        Arbitraries.of("1.2.3.4", "::1", "[::]", "256.1.1.1", "example.com").map(BString::of);
    Arbitrary<BValue> ports = Arbitraries.longs().between(-1, 70_000).map(BInteger::of);
    return Combinators.combine(ips, ports)
        .as((ip, port) -> BDictionary.builder().put("ip", ip).put("port", port).build());
  }

  private static BDictionary dictionary(Map<String, BValue> entries) {
    BDictionary.Builder builder = BDictionary.builder();
    entries.forEach(builder::put);
    return builder.build();
  }

  private static void assertAnswerOrFailure(int status, byte[] body) {
    try {
      assertBounded(HttpAnswer.read(status, body));
    } catch (AnnounceException failure) {
      assertThat(failure.getMessage()).isNotBlank().hasSizeLessThan(300);
      failure.retry().ifPresent(time -> assertThat(time).isPositive());
    }
  }

  private static void assertBounded(AnnounceAnswer answer) {
    assertThat(answer.peers())
        .hasSizeLessThanOrEqualTo(AnnounceAnswer.PEERS)
        .allSatisfy(peer -> assertThat(peer.isUnresolved()).isFalse())
        .allSatisfy(peer -> assertThat(peer.getPort()).isPositive());
    assertThat(answer.interval()).isBetween(Duration.ZERO, Duration.ofDays(1));
    answer.warning().ifPresent(text -> assertThat(text).hasSizeLessThanOrEqualTo(200));
    answer.trackerId().ifPresent(text -> assertThat(text).hasSizeLessThanOrEqualTo(200));
  }
}
