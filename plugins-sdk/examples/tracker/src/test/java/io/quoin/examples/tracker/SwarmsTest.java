package io.quoin.examples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.InfoHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwarmsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Instant now = Instant.EPOCH;
  private final Swarms swarms = new Swarms(PATIENCE, () -> now, new Random(1));

  @Test
  void a_peer_gets_to_know_the_others_and_not_itself() {
    leech(1, 1);
    seed(1, 2);

    Swarms.Answer answer = leech(1, 3);

    assertThat(answer.peers()).containsExactlyInAnyOrder(peer(1), peer(2));
    assertThat(answer.seeds()).isEqualTo(1);
    assertThat(answer.leeches()).isEqualTo(2);
  }

  @Test
  void torrents_are_kept_apart() {
    leech(1, 1);

    assertThat(leech(2, 2).peers()).isEmpty();
  }

  @Test
  void a_peer_that_goes_is_forgotten() {
    leech(1, 1);
    swarms.announced(new Announcement(torrent(1), 6881, false, true, 50), peer(1));

    assertThat(leech(1, 2).peers()).isEmpty();
  }

  @Test
  void a_peer_that_is_not_heard_of_is_forgotten_in_time() {
    leech(1, 1);
    now = now.plus(PATIENCE);
    int inTime = leech(1, 2).peers().size();

    now = now.plusMillis(1);

    assertThat(inTime).isEqualTo(1);
    assertThat(leech(1, 3).peers()).containsExactly(peer(2));
  }

  @Test
  void a_peer_is_told_of_as_many_as_it_wants_up_to_a_bound() {
    for (int i = 0; i < 500; i++) {
      leech(1, i);
    }

    assertThat(wanting(3)).isEqualTo(3);
    assertThat(wanting(100_000)).isEqualTo(Swarms.TOLD);
    assertThat(wanting(-1)).isZero();
  }

  @Test
  void a_swarm_keeps_so_many_peers_the_newest() {
    for (int i = 0; i <= Swarm.LIMIT; i++) {
      leech(1, i);
    }

    Swarms.Answer answer = leech(1, Swarm.LIMIT);

    assertThat(answer.leeches()).isEqualTo(Swarm.LIMIT);
  }

  @Test
  void so_many_torrents_are_kept_the_newest() {
    for (int i = 0; i <= Swarms.LIMIT; i++) {
      leech(i, 1);
    }

    int kept = swarms.count();
    int oldest = leech(0, 2).peers().size();
    int newest = leech(Swarms.LIMIT, 2).peers().size();

    assertThat(kept).isEqualTo(Swarms.LIMIT);
    assertThat(oldest).isZero();
    assertThat(newest).isEqualTo(1);
  }

  private int wanting(int count) {
    return swarms
        .announced(new Announcement(torrent(1), 6881, false, false, count), peer(9999))
        .peers()
        .size();
  }

  private Swarms.Answer leech(int torrent, int peer) {
    return swarms.announced(new Announcement(torrent(torrent), 6881, false, false, 50), peer(peer));
  }

  private void seed(int torrent, int peer) {
    swarms.announced(new Announcement(torrent(torrent), 6881, true, false, 50), peer(peer));
  }

  private static InfoHash torrent(int number) {
    return InfoHash.of(ByteBuffer.allocate(InfoHash.V1_BYTES).putInt(number).array());
  }

  private static InetSocketAddress peer(int number) {
    try {
      byte[] address = ByteBuffer.allocate(4).putInt(0x0a000000 + number).array();
      return new InetSocketAddress(InetAddress.getByAddress(address), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
