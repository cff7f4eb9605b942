package io.quoin.examples.tracker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin: a tracker at {@code http://ADDRESS:PORT/announce} while it is configured and started.
 * It is no service to others, hence {@code service = {}}; a change of its configuration makes a new
 * one.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = TrackerPlugin.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TrackerConfiguration.class)
public final class TrackerPlugin {

  /** Names the configuration. */
  static final String PID = "io.quoin.examples.tracker";

  private static final Logger LOG = LoggerFactory.getLogger(TrackerPlugin.class);
  private static final int THREADS = 8;
  private static final int INTERVALS_OF_PATIENCE = 2;

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Listens.
   *
   * @param configuration where, and how often peers are to be heard of
   * @throws IOException if the address cannot be listened on; the component is then not there, and
   *     the log says why
   */
  @Activate
  public TrackerPlugin(TrackerConfiguration configuration) throws IOException {
    Duration interval = Duration.ofSeconds(configuration.interval());
    Swarms swarms =
        new Swarms(
            interval.multipliedBy(INTERVALS_OF_PATIENCE), InstantSource.system(), new Random());
    server = boundTo(address(configuration));
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            THREADS, task -> new Thread(task, "quoin-tracker-" + count.incrementAndGet()));
    server.setExecutor(threads);
    server.createContext("/announce", new AnnounceHandler(swarms, interval));
    server.start();
    LOG.info("Tracker at http://{}/announce", server.getAddress());
  }

  private static InetSocketAddress address(TrackerConfiguration configuration) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(configuration.address());
    return new InetSocketAddress(addresses[0], configuration.port());
  }

  /** Tries the address first: a server that cannot be bound keeps its socket for good. */
  private static HttpServer boundTo(InetSocketAddress address) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(address);
    }
    return HttpServer.create(address, 0);
  }

  /** Frees the port and ends the threads. */
  @Deactivate
  void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
