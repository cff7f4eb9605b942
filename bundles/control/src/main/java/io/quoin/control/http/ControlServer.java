package io.quoin.control.http;

import io.quoin.control.rpc.RpcCalls;
import io.quoin.control.user.Doorkeeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** A server that listens from its making until it is closed, which ends its threads too. */
public final class ControlServer implements AutoCloseable {

  private static final String NAME = "io.quoin.control";
  private static final int MOST_THREADS = 12;
  private static final int FEWEST_THREADS = 2;
  private static final int IDLE_THREAD_MILLIS = 10_000;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int WAITING_CONNECTIONS = 64;

  private final Server server;
  private final ServerConnector connector;

  /**
   * What a server is to do.
   *
   * @param address where it listens; port 0 for any
   * @param names by which it is asked for besides its address
   * @param tls its key; without one it speaks plain HTTP
   * @param webHome files of a web client
   * @param connections at a time; further ones wait, so many, before they are refused
   * @param patience for a header, for a body or an answer besides what its length takes, and with a
   *     connection on which nothing comes
   */
  public record Order(
      InetSocketAddress address,
      List<String> names,
      Optional<SSLContext> tls,
      Optional<Path> webHome,
      int connections,
      Duration patience) {

    /** What is usual for a client that is well. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
  }

  /**
   * Starts to listen.
   *
   * @param doorkeeper recognises who asks
   * @param endpoints are what bundles have opened
   * @param rpc answers Transmission's clients, as long as it is there
   * @throws IOException if it cannot listen there, or there is no web client where one should be
   */
  public ControlServer(
      Order order, Doorkeeper doorkeeper, Endpoints endpoints, Supplier<Optional<RpcCalls>> rpc)
      throws IOException {
    QueuedThreadPool threads =
        new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, IDLE_THREAD_MILLIS);
    threads.setName(NAME);
    threads.setReservedThreads(0);
    this.server = new Server(threads, new ScheduledExecutorScheduler(NAME + "-timer", false), null);
    this.connector = connector(order);
    SlowConnections slow = new SlowConnections(System::nanoTime, order.patience());
    connector.addBean(slow);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(order.connections(), connector));
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    errors.setShowCauses(false);
    server.setErrorHandler(errors);
    Optional<WebClient> client =
        order.webHome().isEmpty()
            ? Optional.empty()
            : Optional.of(new WebClient(order.webHome().get()));
    server.setHandler(
        new Entrance(
            new HostNames(order.names()),
            doorkeeper,
            new RpcAnswerer(rpc),
            new OtherAnswerers(client, endpoints),
            slow,
            order.patience()));
    start(order);
    slow.watch(connector.getScheduler());
  }

  private ServerConnector connector(Order order) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(order.patience().toMillis());
    HttpConnectionFactory factory = new HttpConnectionFactory(http);
    ServerConnector made =
        new ServerConnector(server, ACCEPTORS, SELECTORS, factories(order, factory));
    made.setHost(order.address().getHostString());
    made.setPort(order.address().getPort());
    made.setIdleTimeout(order.patience().toMillis());
    made.setAcceptQueueSize(WAITING_CONNECTIONS);
    return made;
  }

  private static ConnectionFactory[] factories(Order order, ConnectionFactory plain) {
    if (order.tls().isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setSslContext(order.tls().get());
    keys.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    return AbstractConnectionFactory.getFactories(keys, plain);
  }

  private void start(Order order) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Server.class.getClassLoader());
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "control cannot listen at "
              + order.address().getHostString()
              + ":"
              + order.address().getPort()
              + ": "
              + e.getMessage(),
          e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The port at which it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the control server does not stop", e);
    }
  }
}
