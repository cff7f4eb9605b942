package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.UploadClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Until they have a piece, newcomers hardly feel that others pay. */
class NewcomersTest {
  private static final int BLOCK = 16_384;
  private static final int PIECES = 4;
  private static final int PIECE = 2 << 20;
  private static final int FREE_PERCENT = 80;
  private static final PeerShare PAID =
      new PeerShare(
          UploadClass.PAID, 100, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);

  @RegisterExtension private final Scene scene = new Scene(PIECES * PIECE, PIECE);

  private Scene.Client seed;
  private Puppet payer;
  private List<Puppet> others;

  private void serve() {
    seed = scene.client(scene.fullStores()).uploads(1_000_000).slots(2).start();
    payer = scene.puppet(seed).interested();
    others = Stream.generate(() -> scene.puppet(seed).interested()).limit(3).toList();
    scene.loop.run(1);
  }

  /** Everybody asks for as much as it gets; how much of all went to the payer. */
  private double paidPart(int seconds) {
    List<Puppet> all = Stream.concat(Stream.of(payer), others.stream()).toList();
    long[] before = all.stream().mapToLong(p -> p.host.received).toArray();
    for (int i = 0; i < seconds; i++) {
      seed.swarm.allocate(Map.of(peer(), PAID), FREE_PERCENT, "");
      for (Puppet puppet : all) {
        for (int block = 0; block < 100; block++) {
          puppet.request(block % PIECES, block * BLOCK % PIECE, BLOCK);
        }
      }
      scene.loop.run(1);
    }
    long sum = all.stream().mapToLong(p -> p.host.received).sum();
    for (long was : before) {
      sum -= was;
    }
    return (double) (payer.host.received - before[0]) / sum;
  }

  private IncentivePeer peer() {
    return seed.swarm.traffic().stream()
        .filter(t -> t.peer().address().equals(payer.host.address))
        .findFirst()
        .orElseThrow()
        .peer();
  }

  @Test
  void of_what_newcomers_get_a_quarter_counts_until_they_were_sent_a_piece() {
    serve();

    paidPart(1);
    double first = paidPart(4);
    paidPart(6);
    double then = paidPart(6);

    assertThat(first).as("20 of 20 + 4 * 80").isBetween(0.05, 0.075);
    assertThat(then).as("20 of 100").isBetween(0.18, 0.22);
  }

  @Test
  void whoever_has_a_piece_is_no_newcomer() {
    serve();
    others.forEach(p -> p.say(new Message.Have(0)));
    paidPart(1);

    assertThat(paidPart(5)).isBetween(0.18, 0.22);
  }
}
