package io.quoin.testbed;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.network.Access;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a peer is to be. Immutable: each change is a copy, so that many peers are made of one plan.
 *
 * @param name for results and logs
 * @param torrent what it shares
 * @param seed whether it has all of it from the beginning
 * @param access its line
 * @param arrival when it comes, from the beginning of the run
 * @param limits of its engine: rates, connections, upload slots
 * @param incentive who decides whom it serves; empty for the engine's tit-for-tat
 * @param address where others dial it; empty for one in a /24 of its own
 * @param spoils share of the blocks it sends that have wrong bytes, 0 to 1
 * @param whenComplete called once it has everything; not for seeds
 */
public record PeerPlan(
    String name,
    VirtualTorrent torrent,
    boolean seed,
    Access access,
    Duration arrival,
    Limits limits,
    Optional<Incentive> incentive,
    Optional<InetSocketAddress> address,
    double spoils,
    Consumer<TestPeer> whenComplete) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public PeerPlan {
    if (arrival.isNegative()) {
      throw new IllegalArgumentException("nobody arrives before the beginning");
    }
    if (!(spoils >= 0 && spoils <= 1)) {
      throw new IllegalArgumentException("a share is 0 to 1, not " + spoils);
    }
  }

  private static PeerPlan of(String name, VirtualTorrent torrent, boolean seed, Access access) {
    return new PeerPlan(
        name,
        torrent,
        seed,
        access,
        Duration.ZERO,
        Limits.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        0,
        peer -> {});
  }

  /**
   * A peer that has everything.
   *
   * @param name for results and logs
   * @param torrent what it shares
   * @param access its line
   * @return the plan; it is there from the beginning and stays
   */
  public static PeerPlan seed(String name, VirtualTorrent torrent, Access access) {
    return of(name, torrent, true, access);
  }

  /**
   * A peer that has nothing yet.
   *
   * @param name for results and logs
   * @param torrent what it shares
   * @param access its line
   * @return the plan; it is there from the beginning and stays when it is complete
   */
  public static PeerPlan leech(String name, VirtualTorrent torrent, Access access) {
    return of(name, torrent, false, access);
  }

  /**
   * The same, coming at another time.
   *
   * @param changed from the beginning of the run; what is past is now
   * @return the changed copy
   */
  public PeerPlan arriving(Duration changed) {
    return new PeerPlan(
        name, torrent, seed, access, changed, limits, incentive, address, spoils, whenComplete);
  }

  /**
   * The same with other limits of its engine.
   *
   * @param changed rates, connections, upload slots
   * @return the changed copy
   */
  public PeerPlan limited(Limits changed) {
    return new PeerPlan(
        name, torrent, seed, access, arrival, changed, incentive, address, spoils, whenComplete);
  }

  /**
   * The same with an incentive.
   *
   * @param changed who decides whom it serves
   * @return the changed copy
   */
  public PeerPlan with(Incentive changed) {
    return new PeerPlan(
        name,
        torrent,
        seed,
        access,
        arrival,
        limits,
        Optional.of(changed),
        address,
        spoils,
        whenComplete);
  }

  /**
   * The same at an address of one's choice.
   *
   * @param changed which no other peer has
   * @return the changed copy
   */
  public PeerPlan at(InetSocketAddress changed) {
    return new PeerPlan(
        name,
        torrent,
        seed,
        access,
        arrival,
        limits,
        incentive,
        Optional.of(changed),
        spoils,
        whenComplete);
  }

  /**
   * The same, sending wrong bytes.
   *
   * @param share of the blocks it sends, 0 to 1
   * @return the changed copy
   */
  public PeerPlan spoiling(double share) {
    return new PeerPlan(
        name, torrent, seed, access, arrival, limits, incentive, address, share, whenComplete);
  }

  /**
   * The same, with something to do at its completion.
   *
   * @param task given the peer; not called for seeds
   * @return the changed copy
   */
  public PeerPlan whenComplete(Consumer<TestPeer> task) {
    return new PeerPlan(
        name, torrent, seed, access, arrival, limits, incentive, address, spoils, task);
  }

  /**
   * The same, leaving as soon as it has everything.
   *
   * @return the changed copy
   */
  public PeerPlan leavingWhenComplete() {
    return whenComplete(TestPeer::leave);
  }
}
