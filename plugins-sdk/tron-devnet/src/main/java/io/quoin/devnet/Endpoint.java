package io.quoin.devnet;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One gRPC service at one port, which can be lost and come back there. */
final class Endpoint {

  /** More than a transaction may have, so that one that is too long is told so. */
  private static final int LARGEST_MESSAGE = 4 << 20;

  private static final int LARGEST_HEADERS = 1 << 13;
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_CALLS = 64;
  private static final int CLOSING_SECONDS = 10;

  private final Sockets sockets = new Sockets(MOST_CONNECTIONS);
  private final Threads threads;
  private final BindableService service;
  private InetSocketAddress address;
  private Optional<Server> server = Optional.empty();
  private volatile boolean silent;

  /**
   * An endpoint that does not listen yet.
   *
   * @param address where it is going to; port 0 takes any
   * @param service what it offers
   * @param threads that it works with
   */
  Endpoint(InetSocketAddress address, BindableService service, Threads threads) {
    this.address = address;
    this.service = service;
    this.threads = threads;
  }

  /** Listens; at the same port as before, if it did. */
  synchronized void open() throws IOException {
    if (server.isPresent()) {
      return;
    }
    Server opened = started();
    server = Optional.of(opened);
    address = new InetSocketAddress(address.getAddress(), opened.getPort());
  }

  private Server started() throws IOException {
    Server server =
        OkHttpServerBuilder.forPort(address, InsecureServerCredentials.create())
            .socketFactory(sockets)
            .transportExecutor(threads.sockets())
            .executor(threads.calls())
            .scheduledExecutorService(threads.timer())
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .maxInboundMetadataSize(LARGEST_HEADERS)
            .maxConcurrentCallsPerConnection(MOST_CALLS)
            .intercept(new Silence())
            .addService(service)
            .build();
    try {
      return server.start();
    } catch (IOException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IOException("cannot listen at " + address + ": " + reason.getMessage(), e);
    }
  }

  /** Stops listening, and ends every connection and call. */
  synchronized void close() {
    if (server.isEmpty()) {
      return;
    }
    Server closing = server.get();
    server = Optional.empty();
    closing.shutdownNow();
    cut();
    try {
      if (!closing.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the simulator's server at " + address + " does not close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Breaks every connection without a word; new ones can be made. */
  void cut() {
    sockets.cut();
  }

  /** Whether calls are left unanswered. */
  void silence(boolean on) {
    silent = on;
  }

  synchronized InetSocketAddress address() {
    return address;
  }

  private final class Silence implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return silent ? new ServerCall.Listener<>() {} : next.startCall(call, headers);
    }
  }
}
