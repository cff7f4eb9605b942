package io.quoin.protocol.net.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.quoin.api.net.DatagramPort.DatagramListener;
import io.quoin.api.net.DatagramPort.Registration;
import io.quoin.protocol.net.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What the sockets promise over every transport. */
@Timeout(60)
@SuppressWarnings("AddressSelection") // literals only
abstract class UdpSocketsContract {

  private final Transport transport;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private MultiThreadIoEventLoopGroup loops;
  private EventLoop loop;
  private UdpSockets sockets;
  private DatagramSocket peer;

  UdpSocketsContract(Transport transport) {
    this.transport = transport;
  }

  @BeforeEach
  void open() throws IOException {
    loops = new MultiThreadIoEventLoopGroup(1, transport.handler());
    loop = loops.next();
    sockets =
        new UdpSockets(loop, transport.datagrams(), LoggerFactory.getLogger(UdpSockets.class));
    peer = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    peer.setSoTimeout(10_000);
  }

  @AfterEach
  void close() throws Exception {
    peer.close();
    if (!loops.isShuttingDown()) {
      sockets.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void a_datagram_goes_out_from_the_listening_port() throws Exception {
    InetSocketAddress local = bind("127.0.0.1");

    boolean sent = sockets.send(address(peer), bytes("hello"));

    DatagramPacket received = receive();
    assertThat(sent).isTrue();
    assertThat(text(received)).isEqualTo("hello");
    assertThat(received.getSocketAddress()).isEqualTo(local);
  }

  @Test
  void a_datagram_is_the_first_listeners_that_knows_it() throws Exception {
    InetSocketAddress local = bind("127.0.0.1");
    sockets.listen(hearing("first", "a"));
    sockets.listen(hearing("second", "ab"));

    send(local, "a");
    send(local, "b");
    send(local, "c");
    send(local, "a");

    assertThat(take()).isEqualTo("first a");
    assertThat(take()).isEqualTo("second b");
    assertThat(take()).isEqualTo("first a");
  }

  @Test
  void a_listener_that_throws_is_passed_over() throws Exception {
    InetSocketAddress local = bind("127.0.0.1");
    sockets.listen(
        (from, payload) -> {
          payload.get(1000);
          return true;
        });
    sockets.listen(hearing("second", "ab"));

    send(local, "a");
    send(local, "b");

    assertThat(take()).isEqualTo("second a");
    assertThat(take()).isEqualTo("second b");
  }

  @Test
  void a_closed_registration_hears_nothing_more() throws Exception {
    InetSocketAddress local = bind("127.0.0.1");
    Registration first = sockets.listen(hearing("first", "a"));
    sockets.listen(hearing("second", "a"));

    first.close();
    send(local, "a");

    assertThat(take()).isEqualTo("second a");
  }

  @Test
  void a_full_queue_takes_nothing_more_until_it_is_sent() throws Exception {
    bind("127.0.0.1");
    CountDownLatch pause = new CountDownLatch(1);
    loop.execute(() -> awaitQuietly(pause));
    for (int i = 0; i < UdpSockets.UNSENT; i++) {
      assertThat(sockets.send(address(peer), bytes("x"))).isTrue();
    }

    boolean beyond = sockets.send(address(peer), bytes("x"));
    pause.countDown();
    loop.submit(() -> {}).sync();
    boolean after = sockets.send(address(peer), bytes("x"));

    assertThat(beyond).isFalse();
    assertThat(after).isTrue();
  }

  @Test
  void without_a_socket_of_the_family_nothing_is_sent() throws Exception {
    bind("127.0.0.1");

    boolean sent = sockets.send(new InetSocketAddress("::1", 9), bytes("x"));

    assertThat(sent).isFalse();
  }

  @Test
  void one_socket_serves_both_families_of_the_wildcard_address() throws Exception {
    assumeThat(canBindV6()).isTrue();
    int port = freePort();

    List<InetSocketAddress> bound =
        sockets
            .bind(
                List.of(new InetSocketAddress("0.0.0.0", port), new InetSocketAddress("::", port)))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    sockets.listen(
        (from, payload) -> {
          heard.add(from.getAddress().getHostAddress());
          return true;
        });
    send(new InetSocketAddress("127.0.0.1", port), "x");
    boolean sent = sockets.send(address(peer), bytes("back"));

    assertThat(bound).hasSize(1);
    assertThat(take()).isEqualTo("127.0.0.1");
    assertThat(sent).isTrue();
    assertThat(text(receive())).isEqualTo("back");
  }

  @Test
  void an_address_that_cannot_be_bound_is_left_out() throws Exception {
    List<InetSocketAddress> bound =
        sockets
            .bind(List.of((InetSocketAddress) peer.getLocalSocketAddress()))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);

    assertThat(bound).isEmpty();
    assertThat(sockets.send(address(peer), bytes("x"))).isFalse();
  }

  @Test
  void datagrams_that_are_empty_too_long_or_lead_nowhere_are_the_callers_mistake()
      throws Exception {
    bind("127.0.0.1");

    assertThatThrownBy(() -> sockets.send(address(peer), bytes("")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sockets.send(address(peer), ByteBuffer.allocate(1401)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sockets.send(new InetSocketAddress("127.0.0.1", 0), bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void after_closing_nothing_is_sent_and_with_the_loop_the_port_is_free() throws Exception {
    InetSocketAddress local = bind("127.0.0.1");

    sockets.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
    boolean sent = sockets.send(address(peer), bytes("x"));
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();

    assertThat(sent).isFalse();
    try (DatagramSocket again = new DatagramSocket(local)) {
      assertThat(again.isBound()).isTrue();
    }
  }

  private InetSocketAddress bind(String host) throws Exception {
    return sockets
        .bind(List.of(new InetSocketAddress(host, 0)))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .get(0);
  }

  private DatagramListener hearing(String who, String known) {
    return (from, payload) -> {
      String text = US_ASCII.decode(payload).toString();
      if (known.contains(text)) {
        heard.add(who + " " + text);
      }
      return known.contains(text);
    };
  }

  private String take() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private void send(InetSocketAddress to, String text) throws IOException {
    peer.send(new DatagramPacket(text.getBytes(US_ASCII), text.length(), to));
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    peer.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }

  private static boolean canBindV6() {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getByName("::"))) {
      return probe.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
