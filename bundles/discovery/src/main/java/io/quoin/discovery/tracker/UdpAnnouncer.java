package io.quoin.discovery.tracker;

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.net.AddressScope;
import io.quoin.api.net.DatagramPort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Announces over UDP (BEP 15): look up, connect unless that was done within a minute, announce;
 * after 15 s without an answer it is tried again, after 30 s more once more, and given up 60 s
 * after that. A datagram is believed if it comes from where we asked and carries the random number
 * we sent.
 */
final class UdpAnnouncer implements Announcer, AutoCloseable {

  static final Duration FIRST_WAIT = Duration.ofSeconds(15);
  static final int ATTEMPTS = 3;
  static final int PENDING = 1000;
  private static final int LONGEST = 2048;

  private final DatagramPort port;
  private final Scheduler scheduler;
  private final NameLookup names;
  private final RandomGenerator random;
  private final UdpConnections connections = new UdpConnections();
  private final Map<Integer, Request> pending = new ConcurrentHashMap<>();
  private final DatagramPort.Registration listening;

  UdpAnnouncer(DatagramPort port, Scheduler scheduler, NameLookup names, RandomGenerator random) {
    this.port = port;
    this.scheduler = scheduler;
    this.names = names;
    this.random = random;
    this.listening = port.listen(this::received);
  }

  @Override
  public void close() {
    listening.close();
    pending.clear();
  }

  @Override
  public void announce(
      TrackerUrl tracker,
      Announce announce,
      Consumer<AnnounceAnswer> answered,
      Consumer<AnnounceException> failed) {
    Job job = new Job(tracker, announce, answered, failed);
    Optional<InetAddress> literal = AddressLiteral.parse(tracker.host());
    if (literal.isPresent()) {
      job.begin(List.of(literal.get()));
    } else {
      names.lookUp(tracker.host(), addresses -> scheduler.execute(() -> job.begin(addresses)));
    }
  }

  /** On a thread of the engine. */
  private boolean received(InetSocketAddress from, ByteBuffer payload) {
    if (payload.remaining() < UdpPackets.HEAD || payload.remaining() > LONGEST) {
      return false;
    }
    int transaction = payload.getInt(payload.position() + Integer.BYTES);
    Request request = pending.get(transaction);
    if (request == null || !request.to.equals(from) || !pending.remove(transaction, request)) {
      return false;
    }
    ByteBuffer kept = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    scheduler.execute(() -> request.answered(kept));
    return true;
  }

  /** One announcement on its way from name to answer. */
  private final class Job {
    private final TrackerUrl tracker;
    private final Announce announce;
    private final Consumer<AnnounceAnswer> answered;
    private final Consumer<AnnounceException> failed;
    private int timeouts;
    private boolean reconnected;

    Job(
        TrackerUrl tracker,
        Announce announce,
        Consumer<AnnounceAnswer> answered,
        Consumer<AnnounceException> failed) {
      this.tracker = tracker;
      this.announce = announce;
      this.answered = answered;
      this.failed = failed;
    }

    void begin(List<InetAddress> addresses) {
      Optional<InetAddress> allowed =
          addresses.stream()
              .filter(each -> tracker.inside() || AddressScope.of(each) == AddressScope.OUTSIDE)
              .min(Comparator.comparing(each -> each instanceof Inet4Address ? 0 : 1));
      if (addresses.isEmpty()) {
        fail("its name is not known");
      } else if (allowed.isEmpty()) {
        fail("it leads to an address that may not be asked");
      } else {
        ask(new InetSocketAddress(allowed.get(), tracker.uri().getPort()));
      }
    }

    private void ask(InetSocketAddress to) {
      Optional<Long> connection = connections.find(to, scheduler.nanoTime());
      if (connection.isPresent()) {
        send(
            to,
            UdpPackets.ANNOUNCE,
            id -> UdpPackets.announce(connection.get(), id, announce, tracker.uri()));
      } else {
        send(to, UdpPackets.CONNECT, UdpPackets::connect);
      }
    }

    private void send(InetSocketAddress to, int action, Packet packet) {
      Duration patience = FIRST_WAIT.multipliedBy(1L << timeouts);
      if (!new Request(this, to, action).send(packet, patience)) {
        fail("nothing can be sent to it just now");
      }
    }

    void timedOut(InetSocketAddress to) {
      timeouts++;
      if (timeouts < ATTEMPTS && announce.event() != Announce.Event.STOPPED) {
        ask(to);
      } else {
        connections.drop(to);
        fail("nobody answers there");
      }
    }

    void answered(Request request, ByteBuffer packet) {
      int action = packet.getInt(packet.position());
      if (action == UdpPackets.ERROR) {
        refused(request.to, UdpPackets.error(packet));
      } else if (action != request.action) {
        fail("its answer is not that of a tracker");
      } else if (action == UdpPackets.CONNECT) {
        connected(request.to, packet);
      } else {
        told(request.to, packet);
      }
    }

    private void connected(InetSocketAddress from, ByteBuffer packet) {
      Optional<Long> connection = UdpPackets.connection(packet);
      if (connection.isEmpty()) {
        fail("its answer is too short");
        return;
      }
      connections.granted(from, connection.get(), scheduler.nanoTime());
      ask(from);
    }

    private void told(InetSocketAddress from, ByteBuffer packet) {
      int length = from.getAddress() instanceof Inet4Address ? CompactPeers.V4 : CompactPeers.V6;
      // A bare head is how opentracker refuses a torrent.
      String otherwise =
          packet.remaining() == UdpPackets.HEAD
              ? "it refuses: it does not serve this torrent"
              : "its answer is too short";
      UdpPackets.answer(packet, length).ifPresentOrElse(answered, () -> fail(otherwise));
    }

    /** A tracker that restarted knows its old connections no more. */
    private void refused(InetSocketAddress from, String reason) {
      boolean stale = connections.find(from, scheduler.nanoTime()).isPresent() && !reconnected;
      connections.drop(from);
      if (stale) {
        reconnected = true;
        ask(from);
      } else {
        fail("it refuses: " + reason);
      }
    }

    void fail(String sentence) {
      failed.accept(new AnnounceException(sentence));
    }
  }

  /** Makes a datagram with a transaction id. */
  @FunctionalInterface
  private interface Packet {
    ByteBuffer with(int transaction);
  }

  /** One datagram that wants an answer. */
  private final class Request {
    private final Job job;
    private final InetSocketAddress to;
    private final int action;
    private Scheduler.Timer timer = Scheduler.Timer.NONE;

    Request(Job job, InetSocketAddress to, int action) {
      this.job = job;
      this.to = to;
      this.action = action;
    }

    boolean send(Packet packet, Duration patience) {
      if (pending.size() >= PENDING) {
        return false;
      }
      int transaction = random.nextInt();
      while (pending.putIfAbsent(transaction, this) != null) {
        transaction = random.nextInt();
      }
      if (!port.send(to, packet.with(transaction))) {
        pending.remove(transaction);
        return false;
      }
      int sent = transaction;
      timer = scheduler.after(patience, () -> timedOut(sent));
      return true;
    }

    private void timedOut(int transaction) {
      if (pending.remove(transaction, this)) {
        job.timedOut(to);
      }
    }

    void answered(ByteBuffer payload) {
      timer.cancel();
      job.answered(this, payload);
    }
  }
}
