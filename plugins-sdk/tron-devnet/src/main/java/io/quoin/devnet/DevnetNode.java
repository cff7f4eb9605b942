package io.quoin.devnet;

import io.quoin.devnet.chain.SimulatedChain;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A node of the simulated network: a full node's service at one port, that of its solidified view
 * at another. All nodes have the same chain and the same waiting transactions. Safe for any number
 * of threads.
 */
public final class DevnetNode {

  private final FullNodeService service;
  private final Endpoint fullNode;
  private final Endpoint solidityNode;

  DevnetNode(
      SimulatedChain chain,
      InetSocketAddress fullNode,
      InetSocketAddress solidityNode,
      Threads threads) {
    service = new FullNodeService(chain, this::cut);
    this.fullNode = new Endpoint(fullNode, service, threads);
    this.solidityNode = new Endpoint(solidityNode, new SolidityService(chain.solid()), threads);
  }

  /**
   * Where the full node's service is, also while it is lost.
   *
   * @return an address with its port
   */
  public InetSocketAddress fullNode() {
    return fullNode.address();
  }

  /**
   * Where the service of the solidified view is, also while it is lost.
   *
   * @return an address with its port
   */
  public InetSocketAddress solidityNode() {
    return solidityNode.address();
  }

  /**
   * Lets the next broadcasts to this node go wrong, after those that were ordered before.
   *
   * @param fault how
   * @param broadcasts how many; up to 10 000 may be outstanding
   * @throws IllegalArgumentException if more are
   */
  public void failNext(Fault fault, int broadcasts) {
    service.failNext(fault, broadcasts);
  }

  /**
   * Counts the faults that were ordered and have not happened.
   *
   * @return 0 to 10 000
   */
  public int outstandingFaults() {
    return service.outstandingFaults();
  }

  /** Loses the node: every connection breaks, and none can be made. Does nothing if it is lost. */
  public void lose() {
    fullNode.close();
    solidityNode.close();
  }

  /**
   * Gets a lost node back, at its ports. Does nothing if it is there.
   *
   * @throws IOException if somebody else has taken a port meanwhile
   */
  public void restore() throws IOException {
    fullNode.open();
    solidityNode.open();
  }

  /** Breaks every connection without a word; new ones can be made. */
  public void cut() {
    fullNode.cut();
    solidityNode.cut();
  }

  /**
   * Leaves every call unanswered that begins from now on, or no longer does.
   *
   * @param on whether it is silent
   */
  public void silence(boolean on) {
    fullNode.silence(on);
    solidityNode.silence(on);
  }
}
