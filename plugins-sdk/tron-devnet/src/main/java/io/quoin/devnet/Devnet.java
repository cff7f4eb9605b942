package io.quoin.devnet;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.devnet.chain.Genesis;
import io.quoin.devnet.chain.SimulatedBlock;
import io.quoin.devnet.chain.SimulatedChain;
import io.quoin.devnet.chain.SimulatedChain.Fate;
import io.quoin.devnet.chain.Sums;
import io.quoin.devnet.chain.Token;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A simulated TRON network: one chain, and nodes that serve it over gRPC without encryption. It is
 * a simulator: nothing of it is on TRON, and nothing is kept when it ends.
 *
 * <pre>{@code
 * try (Devnet devnet = Devnet.with(Token.btt()).account(payer, 10_000_000, 5_000).byHand().start()) {
 *   connectTo(devnet.node().fullNode());
 *   devnet.produce();
 * }
 * }</pre>
 *
 * <p>Safe for any number of threads.
 */
public final class Devnet implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Devnet.class.getName());

  private final InstantSource clock;
  private final SimulatedChain chain;
  private final Threads threads = new Threads();
  private final List<DevnetNode> nodes = new ArrayList<>();

  private Devnet(Builder setup) throws IOException {
    clock = setup.clock;
    chain =
        new SimulatedChain(
            new Genesis(clock.instant(), setup.token, setup.holdings), setup.interval, setup.lag);
    for (int i = 0; i < setup.nodes; i++) {
      nodes.add(
          new DevnetNode(
              chain,
              new InetSocketAddress(setup.host, i == 0 ? setup.fullNodePort : 0),
              new InetSocketAddress(setup.host, i == 0 ? setup.solidityPort : 0),
              threads));
    }
    open();
    if (!setup.byHand) {
      long millis = setup.interval.toMillis();
      threads
          .timer()
          .scheduleAtFixedRate(this::produceOrTell, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void open() throws IOException {
    boolean opened = false;
    try {
      for (DevnetNode node : nodes) {
        node.restore();
      }
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private void produceOrTell() {
    try {
      produce();
    } catch (RuntimeException defect) {
      LOG.log(Logger.Level.ERROR, "the simulator could not make a block", defect);
    }
  }

  /**
   * Begins to set up a network.
   *
   * @param token the one there is on it
   * @return with usual settings: one node on loopback at any ports, a block every 3 seconds by the
   *     system's clock, the solidified view 2 blocks behind, nobody who has anything
   */
  public static Builder with(Token token) {
    return new Builder(token);
  }

  /**
   * The first node.
   *
   * @return there is always one
   */
  public DevnetNode node() {
    return nodes.get(0);
  }

  /**
   * All nodes.
   *
   * @return as many as were asked for
   */
  public List<DevnetNode> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * The chain, to look at without gRPC, and to disturb.
   *
   * @return as long as the network runs
   */
  public SimulatedChain chain() {
    return chain;
  }

  /**
   * Names the network, as clients check it.
   *
   * @return the last eight bytes of the first block's id
   */
  public NetId net() {
    return new NetId(
        chain.newest().block(0).orElseThrow().id().asReadOnlyByteBuffer().getLong(3 * Long.BYTES));
  }

  /**
   * Makes a block of what waits, now.
   *
   * @return the block; its time is the clock's, but at least an interval after any block before
   */
  public SimulatedBlock produce() {
    return chain.produce(clock.instant());
  }

  /**
   * Makes blocks, one after the other.
   *
   * @param blocks how many
   */
  public void produce(int blocks) {
    for (int i = 0; i < blocks; i++) {
      produce();
    }
  }

  /**
   * Another branch wins: the newest blocks are undone.
   *
   * @param blocks how many; at most those that are not solidified are
   * @param fate what becomes of their transactions
   * @return how many were undone
   */
  public int fork(int blocks, Fate fate) {
    return chain.fork(blocks, fate);
  }

  /**
   * Tokens of all accounts, in the newest state. The same at every moment.
   *
   * @return base units
   */
  public long tokensInAll() {
    return chain.sums().tokens();
  }

  /**
   * Coins of all accounts, in the newest state, and those that fees have burnt. The same at every
   * moment.
   *
   * @return sun, millionths of a TRX
   */
  public long coinsInAll() {
    Sums sums = chain.sums();
    return Math.addExact(sums.sun(), sums.burnt());
  }

  /** Ends every connection, and returns when no thread is left. The chain is gone then. */
  @Override
  public void close() {
    try {
      nodes.forEach(DevnetNode::lose);
    } finally {
      threads.close();
    }
  }

  /** Sets up a network. Not safe for several threads. */
  public static final class Builder {

    private final Token token;
    private final List<Genesis.Holding> holdings = new ArrayList<>();
    private InetAddress host = InetAddress.getLoopbackAddress();
    private int fullNodePort;
    private int solidityPort;
    private int nodes = 1;
    private InstantSource clock = InstantSource.system();
    private Duration interval = Duration.ofSeconds(3);
    private boolean byHand;
    private int lag = 2;

    private Builder(Token token) {
      this.token = token;
    }

    /**
     * Gives somebody something to begin with.
     *
     * @param owner an account that signs for itself
     * @param sun coins, in millionths of a TRX
     * @param tokens in base units
     * @return this
     */
    public Builder account(Address owner, long sun, long tokens) {
      return account(new Genesis.Holding(owner, sun, tokens));
    }

    /**
     * Gives somebody something to begin with.
     *
     * @param holding what, and who may sign for it
     * @return this
     */
    public Builder account(Genesis.Holding holding) {
      holdings.add(holding);
      return this;
    }

    /**
     * Chooses where the first node listens.
     *
     * @param address whoever reaches it can do everything that the simulator does
     * @param fullNode a port; 0 takes any
     * @param solidityNode another, for the solidified view; 0 takes any
     * @return this
     */
    public Builder listen(InetAddress address, int fullNode, int solidityNode) {
      host = address;
      fullNodePort = fullNode;
      solidityPort = solidityNode;
      return this;
    }

    /**
     * Chooses how many nodes there are.
     *
     * @param count 1 or more; all but the first at any ports
     * @return this
     */
    public Builder nodes(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("there is at least one node, not " + count);
      }
      nodes = count;
      return this;
    }

    /**
     * Chooses what time it is.
     *
     * @param source asked for each block
     * @return this
     */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * Chooses how far blocks are apart.
     *
     * @param time a millisecond or more
     * @return this
     */
    public Builder interval(Duration time) {
      interval = time;
      return this;
    }

    /**
     * Lets blocks be made only by {@link Devnet#produce()}.
     *
     * @return this
     */
    public Builder byHand() {
      byHand = true;
      return this;
    }

    /**
     * Chooses how far the solidified view is behind.
     *
     * @param blocks 0 to 1000; about 19 on the main network
     * @return this
     */
    public Builder lag(int blocks) {
      lag = blocks;
      return this;
    }

    /**
     * Starts it.
     *
     * @return listening
     * @throws IOException if it cannot listen there
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public Devnet start() throws IOException {
      return new Devnet(this);
    }
  }
}
