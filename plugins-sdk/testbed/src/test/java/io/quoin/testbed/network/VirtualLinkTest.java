package io.quoin.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.protocol.swarm.Link;
import io.quoin.protocol.swarm.LinkEvents;
import io.quoin.protocol.swarm.Message;
import io.quoin.protocol.swarm.Payload;
import io.quoin.protocol.swarm.Slot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a link promises to a swarm, as far as sockets promise it. */
class VirtualLinkTest {
  private static final int BLOCK = 16_384;
  private static final int RATE = 1 << 20;
  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = 64 * 1024;

  private final Timeline timeline = new Timeline();
  private final Network network =
      new Network(timeline, new SplittableRandom(1), new NobodyWatches());
  private final Host left = host(1);
  private final Host right = host(2);
  private final VirtualLink near = VirtualLink.between(network, left, right);
  private final End nearEnd = new End(near);
  private final End farEnd = new End(near.other());
  private int given;

  private Host host(int number) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000 + number);
    return network.host(number, address, Access.of(RATE, RATE).withLatency(Duration.ofMillis(10)));
  }

  private void run(double seconds) {
    timeline.run(timeline.now() + (long) (seconds * SECOND));
  }

  private Message.Piece block(int number) {
    return new Message.Piece(number, 0, BLOCK, new Block());
  }

  @Test
  void nothing_leaves_before_it_is_flushed() {
    near.send(new Message.Have(1));
    run(1);
    List<String> before = List.copyOf(farEnd.heard);

    near.flush();
    run(1);

    assertThat(before).isEmpty();
    assertThat(farEnd.heard).containsExactly("Have[piece=1]", "read");
  }

  @Test
  void what_exceeds_the_window_waits_unsent() {
    for (int i = 0; i < 20; i++) {
      near.send(block(i));
    }

    near.flush();

    assertThat(near.unsent()).isEqualTo(20L * BLOCK - WINDOW);
    assertThat(near.queued()).isEqualTo(near.unsent());
    assertThat(given).as("payloads given back").isEqualTo(4);
    run(1);
    assertThat(near.unsent()).isZero();
    assertThat(given).isEqualTo(20);
  }

  @Test
  void the_sender_is_told_once_that_there_is_room() {
    for (int i = 0; i < 20; i++) {
      near.send(block(i));
    }
    near.flush();

    near.notifyBelow(2L * BLOCK);
    run(1);

    assertThat(nearEnd.heard).containsExactly("writable");
    assertThat(nearEnd.unsentWhenWritable).isLessThan(2L * BLOCK);
  }

  @Test
  void messages_stay_in_order_with_blocks() {
    for (int i = 0; i < 10; i++) {
      near.send(block(i));
      near.send(new Message.Have(i));
    }

    near.flush();
    run(2);

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      expected.add("block " + i);
      expected.add("Have[piece=" + i + "]");
    }
    assertThat(farEnd.heard.stream().filter(what -> !what.equals("read")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void a_receiver_that_does_not_read_holds_the_sender_back() {
    near.other().limitReading(true);
    for (int i = 0; i < 20; i++) {
      near.send(block(i));
    }

    near.flush();
    run(10);
    long heldBack = near.unsent();
    near.other().limitReading(false);
    run(10);

    assertThat(heldBack).isEqualTo(20L * BLOCK - WINDOW);
    assertThat(near.unsent()).isZero();
    assertThat(farEnd.heard).filteredOn(what -> what.startsWith("block")).hasSize(20);
  }

  @Test
  void a_receiver_may_stop_reading_at_any_block() {
    farEnd.stopsAfter = 3;
    for (int i = 0; i < 6; i++) {
      near.send(block(i));
    }

    near.flush();
    run(10);

    assertThat(farEnd.heard).filteredOn(what -> what.startsWith("block")).hasSize(3);
  }

  @Test
  void closing_drops_what_is_unsent_and_delivers_what_is_sent() {
    for (int i = 0; i < 20; i++) {
      near.send(block(i));
    }

    near.close();
    List<String> atOnce = List.copyOf(nearEnd.heard);
    run(5);

    assertThat(atOnce).isEmpty();
    assertThat(nearEnd.heard).containsExactly("closed: closed here");
    assertThat(farEnd.heard).filteredOn(what -> what.startsWith("block")).hasSize(4);
    assertThat(farEnd.heard).last().isEqualTo("closed: the peer closed the connection");
    assertThat(given).isEqualTo(20);
  }

  @Test
  void both_ends_may_close_at_once() {
    near.send(block(0));
    near.flush();

    near.close();
    near.other().close();
    run(5);

    assertThat(nearEnd.heard).containsExactly("closed: closed here");
    assertThat(farEnd.heard).containsExactly("closed: closed here");
    assertThat(left.connections()).isZero();
    assertThat(right.connections()).isZero();
  }

  @Test
  void what_is_sent_on_a_closed_link_is_given_back() {
    near.close();

    near.send(block(0));
    near.flush();
    run(1);

    assertThat(given).isEqualTo(1);
    assertThat(farEnd.heard).containsExactly("closed: the peer closed the connection");
  }

  @Test
  void what_comes_before_the_start_is_kept() {
    VirtualLink late = VirtualLink.between(network, left, right);
    late.send(new Message.Have(7));
    late.flush();
    run(1);

    End end = new End(late.other());
    run(1);

    assertThat(end.heard).containsExactly("Have[piece=7]", "read");
  }

  /** Starts a link and writes down what it is told. */
  private static final class End implements LinkEvents {
    private final Link link;
    private final List<String> heard = new ArrayList<>();
    private int stopsAfter = Integer.MAX_VALUE;
    private int blocks;
    private long unsentWhenWritable;

    End(VirtualLink link) {
      this.link = link;
      link.start(this);
    }

    @Override
    public void message(Message message) {
      heard.add(message.toString());
    }

    @Override
    public Slot slot(int piece, int begin, int length) {
      return Slot.NONE;
    }

    @Override
    public void blockDone(Slot slot, int piece, int begin, int length) {
      heard.add("block " + piece);
      if (++blocks == stopsAfter) {
        link.limitReading(true);
      }
    }

    @Override
    public void readDone() {
      heard.add("read");
    }

    @Override
    public void writable() {
      heard.add("writable");
      unsentWhenWritable = link.unsent();
    }

    @Override
    public void closed(String reason) {
      heard.add("closed: " + reason);
    }
  }

  private final class Block implements Payload {
    @Override
    public ByteBuffer bytes() {
      throw new AssertionError("a virtual block has no bytes");
    }

    @Override
    public void done() {
      given++;
    }
  }

  private static final class NobodyWatches implements NetworkWatch {
    @Override
    public void opened(Host dialler, Host listener) {}

    @Override
    public void closed(Host closer, Host other) {}

    @Override
    public void block(Host from, Host to, int piece, int begin) {}

    @Override
    public void extended(Host from, Host to, int id, int length) {}
  }
}
