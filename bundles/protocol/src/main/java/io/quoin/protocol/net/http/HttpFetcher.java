package io.quoin.protocol.net.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.quoin.api.net.AddressScope;
import io.quoin.api.net.FetchException;
import io.quoin.api.net.Fetcher;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches documents, a bounded number at once and a bounded number waiting for their turn. Results
 * are told on a thread of the fetcher's own, so that a receiver who takes his time holds up no
 * event loop.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {

  static final int AT_ONCE = 64;
  static final int WAITING = 1024;
  private static final int WORKERS = 4;
  private static final int IDLE_SECONDS = 5;

  private final Surroundings surroundings;
  private final ThreadPoolExecutor workers;
  private final Queue<Job> waiting = new ArrayDeque<>();
  private final Set<Job> running = new HashSet<>();
  private boolean closed;

  /**
   * A fetcher on these loops, its connections going out as the system chooses.
   *
   * @param loops run its connections; the caller's, not shut down here
   * @param channels make client sockets that fit the loops
   */
  public HttpFetcher(EventLoopGroup loops, ChannelFactory<? extends Channel> channels) {
    this(loops, channels, List.of());
  }

  /**
   * A fetcher on these loops.
   *
   * @param loops run its connections; the caller's, not shut down here
   * @param channels make client sockets that fit the loops
   * @param local addresses that the engine listens on: connections go out from one that fits the
   *     target; wildcard addresses, or none, leave that to the system
   */
  public HttpFetcher(
      EventLoopGroup loops, ChannelFactory<? extends Channel> channels, List<InetAddress> local) {
    this(
        new Surroundings(
            loops,
            channels,
            new LocalAddresses(local),
            InetAddress::getAllByName,
            AddressScope::of,
            TlsClient.trustingJdk()));
  }

  HttpFetcher(Surroundings surroundings) {
    this.surroundings = surroundings;
    AtomicInteger count = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(AT_ONCE + WAITING),
            task -> {
              Thread thread = new Thread(task, "quoin-fetch-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<FetchedDocument> fetch(FetchRequest request) {
    Job job = new Job(request);
    boolean admitted;
    boolean begins;
    synchronized (this) {
      begins = !closed && running.size() < AT_ONCE;
      admitted = begins || (!closed && waiting.size() < WAITING);
      if (begins) {
        running.add(job);
      } else if (admitted) {
        waiting.add(job);
      }
    }
    if (!admitted) {
      return job.refused();
    }
    job.onLoop(job.fetch::await);
    if (begins) {
      job.onLoop(job.fetch::begin);
    }
    return job.result.minimalCompletionStage();
  }

  private void ended(Job job) {
    Job next = null;
    synchronized (this) {
      waiting.remove(job);
      if (running.remove(job) && !closed) {
        next = waiting.poll();
        if (next != null) {
          running.add(next);
        }
      }
    }
    if (next != null) {
      next.onLoop(next.fetch::begin);
    }
  }

  /** Fails what is under way and takes nothing more. Waits for nothing. */
  @Override
  public void close() {
    List<Job> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(running);
      left.addAll(waiting);
      waiting.clear();
    }
    left.forEach(job -> job.onLoop(job.fetch::cancel));
    workers.shutdown();
  }

  /** A request on its way through the fetcher. */
  private final class Job implements Fetch.Outcome {
    private final FetchRequest request;
    private final Fetch fetch;
    private final CompletableFuture<FetchedDocument> result = new CompletableFuture<>();

    Job(FetchRequest request) {
      this.request = request;
      this.fetch = new Fetch(request, surroundings, workers, this);
    }

    void onLoop(Runnable step) {
      try {
        fetch.loop().execute(step);
      } catch (RejectedExecutionException stopped) {
        result.completeExceptionally(away());
      }
    }

    CompletionStage<FetchedDocument> refused() {
      return CompletableFuture.failedStage(away());
    }

    private FetchException away() {
      return new FetchException(
          FetchException.Code.UNREACHABLE,
          request.uri()
              + " was not fetched: too much is being fetched already, or the engine stops");
    }

    @Override
    public void fetched(FetchedDocument document) {
      tell(() -> result.complete(document));
    }

    @Override
    public void failed(FetchException failure) {
      tell(() -> result.completeExceptionally(failure));
    }

    private void tell(Runnable completion) {
      ended(this);
      try {
        workers.execute(completion);
      } catch (RejectedExecutionException closing) {
        completion.run();
      }
    }
  }
}
