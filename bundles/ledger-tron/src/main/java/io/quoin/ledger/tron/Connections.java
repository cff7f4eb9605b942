package io.quoin.ledger.tron;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels to the nodes, and the threads that serve them: our own, so that nothing of gRPC
 * outlives the ledger. No thread is started before there is something to do.
 */
final class Connections implements AutoCloseable {

  /** More than a block's header, an account or a transfer ever needs. */
  static final int LARGEST_ANSWER = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int LARGEST_HEADERS = 1 << 14;
  private static final int IDLE_SECONDS = 5;
  private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final TronSettings settings;
  private final ChannelCredentials credentials;
  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();

  // As much waits here as there are calls under way, which the ledger limits.
  private final ThreadPoolExecutor answers =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          named("quoin-tron-answers"));

  // Each connection has one thread that reads, and now and then one that writes or resolves a name.
  private final ThreadPoolExecutor sockets =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          named("quoin-tron-sockets"));

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("quoin-tron-timer"));

  /**
   * None is open yet.
   *
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  Connections(TronSettings settings) {
    this.settings = settings;
    this.credentials = credentials(settings);
    answers.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ChannelCredentials credentials(TronSettings settings) {
    if (!settings.tls()) {
      return InsecureChannelCredentials.create();
    }
    if (settings.certificates().isEmpty()) {
      return TlsChannelCredentials.create();
    }
    Path file = settings.certificates().get();
    try {
      return TlsChannelCredentials.newBuilder().trustManager(file.toFile()).build();
    } catch (IOException e) {
      throw new IllegalArgumentException("'tls.certificates': " + file + " cannot be read", e);
    }
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Nodes that are connected to when they are first asked. */
  Nodes to(List<Endpoint> endpoints, View view) {
    return new Nodes(
        endpoints.stream()
            .map(endpoint -> new Node(endpoint, channel(endpoint), view, settings))
            .toList());
  }

  private ManagedChannel channel(Endpoint endpoint) {
    OkHttpChannelBuilder builder =
        OkHttpChannelBuilder.forAddress(endpoint.host(), endpoint.port(), credentials)
            .executor(answers)
            .transportExecutor(sockets)
            .offloadExecutor(sockets)
            .scheduledExecutorService(timer)
            .maxInboundMessageSize(LARGEST_ANSWER)
            .maxInboundMetadataSize(LARGEST_HEADERS)
            .idleTimeout(IDLE_CONNECTION.toSeconds(), TimeUnit.SECONDS)
            .disableServiceConfigLookUp()
            // Whether something is asked again is ours to decide.
            .disableRetry();
    settings
        .apiKey()
        .ifPresent(
            key -> builder.intercept(MetadataUtils.newAttachHeadersInterceptor(key.headers())));
    ManagedChannel channel = builder.build();
    channels.add(channel);
    return channel;
  }

  /** Ends every call and closes every channel; returns when nothing is left of them. */
  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    long deadline = System.nanoTime() + CLOSING.toNanos();
    try {
      boolean closed = true;
      for (ManagedChannel channel : channels) {
        closed &= channel.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      for (ExecutorService threads : List.of(answers, sockets, timer)) {
        threads.shutdown();
        closed &= threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      if (!closed) {
        LOG.warn("A connection to a TRON node does not close");
      }
    } catch (InterruptedException e) {
      List.of(answers, sockets, timer).forEach(ExecutorService::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
