package io.quoin.testbed.network;

import java.time.Duration;

/**
 * A host's access to the network: the line between it and a core that has room for everything.
 *
 * <p>Modelled:
 *
 * <ul>
 *   <li>Rates. Blocks go up one after the other, each connection that has some in turn, as TCP
 *       connections share a line in the long run: one block a turn, or two together, which arrive
 *       together, where the line carries them within a sixteenth of a second. They come down
 *       likewise, where what does not fit waits. A block takes both lines at once, as packets do.
 *       Messages other than blocks take their room on both lines but wait for no other
 *       connection's.
 *   <li>Order. A connection delivers in the order in which things were sent.
 *   <li>Flow control. What is handed to the socket and not yet read at the other end fits a window.
 *       It begins with 64 KiB and grows by what is acknowledged while more is to be sent and less
 *       than half of it waits for the uplink (slow start), up to 64 KiB more than the path holds.
 *       The rest waits unsent, as with sockets. A receiver that stops reading lets the window fill.
 *   <li>Latency: the sum of both hosts', one way, plus for everything that is sent an even draw
 *       from zero to the sum of both hosts' jitter.
 *   <li>Loss, of packets, as what is left of it above TCP: a connection's rate is at most 1.22 x
 *       1460 bytes / (round trip x square root of the loss) (Mathis, Semke, Mahdavi and Ott, 1997),
 *       and a block that has lost one of its packets comes a round trip later, with all behind it.
 *   <li>Address translation: a host behind it can dial but not be dialled.
 * </ul>
 *
 * <p>Not modelled: packets, their headers and retransmissions as load, routers' queues other than
 * that before the receiver's line, congestion in the core, uTP, encryption.
 *
 * @param down payload and message bytes a second, 1 KiB or more
 * @param up payload and message bytes a second, 1 KiB or more
 * @param latency one way to the core
 * @param jitter the most that is added to the latency at random
 * @param loss share of packets lost on the way to or from the core, 0 to 0.5
 * @param dialable whether others can open connections to the host
 */
public record Access(
    long down, long up, Duration latency, Duration jitter, double loss, boolean dialable) {

  private static final long LEAST_RATE = 1024;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Access {
    if (down < LEAST_RATE || up < LEAST_RATE) {
      throw new IllegalArgumentException("a line carries at least 1024 bytes a second");
    }
    if (latency.isNegative() || jitter.isNegative()) {
      throw new IllegalArgumentException("latency and jitter are not negative");
    }
    if (!(loss >= 0 && loss <= 0.5)) {
      throw new IllegalArgumentException("loss is 0 to 0.5, not " + loss);
    }
  }

  /**
   * A line that loses nothing, and whose host can be dialled, 25 ms from the core.
   *
   * @param down bytes a second
   * @param up bytes a second
   * @return the line
   */
  public static Access of(long down, long up) {
    return new Access(down, up, Duration.ofMillis(25), Duration.ZERO, 0, true);
  }

  /**
   * The same line, longer or shorter.
   *
   * @param changed one way to the core
   * @return the changed copy
   */
  public Access withLatency(Duration changed) {
    return new Access(down, up, changed, jitter, loss, dialable);
  }

  /**
   * The same line, more or less steady.
   *
   * @param changed the most that is added to the latency
   * @return the changed copy
   */
  public Access withJitter(Duration changed) {
    return new Access(down, up, latency, changed, loss, dialable);
  }

  /**
   * The same line, more or less sound.
   *
   * @param changed share of packets lost, 0 to 0.5
   * @return the changed copy
   */
  public Access withLoss(double changed) {
    return new Access(down, up, latency, jitter, changed, dialable);
  }

  /**
   * The same line behind address translation.
   *
   * @return the changed copy, whose host cannot be dialled
   */
  public Access behindNat() {
    return new Access(down, up, latency, jitter, loss, false);
  }
}
