package io.quoin.protocol.net.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.NoopAddressResolverGroup;
import io.quoin.api.net.FetchException;
import io.quoin.api.net.FetchException.Code;
import io.quoin.api.net.Fetcher.FetchRequest;
import io.quoin.api.net.Fetcher.FetchedDocument;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One document under way, from hop to hop: resolve, judge the addresses, connect to one that is
 * allowed, ask, and follow where that redirects. Lives on one event loop; only names and
 * certificates are looked up elsewhere.
 */
final class Fetch {

  private static final int REDIRECTS = 5;
  private static final int ADDRESSES = 4;
  private static final int CONNECT_MILLIS = 10_000;

  /** Who is told the result, once, on the event loop. */
  interface Outcome {
    void fetched(FetchedDocument document);

    void failed(FetchException failure);
  }

  private final FetchRequest request;
  private final Surroundings surroundings;
  private final EventLoop loop;
  private final Executor workers;
  private final Outcome outcome;
  private final ScopeRule rule;
  private Future<?> deadline;
  private Channel channel;
  private int redirects;
  private volatile boolean over;

  Fetch(FetchRequest request, Surroundings surroundings, Executor workers, Outcome outcome) {
    this.request = request;
    this.surroundings = surroundings;
    this.loop = surroundings.loops().next();
    this.workers = workers;
    this.outcome = outcome;
    this.rule = new ScopeRule(surroundings.scopes(), request.insideAllowed());
  }

  EventLoop loop() {
    return loop;
  }

  /** Starts the clock, once; time spent waiting for a turn counts. */
  void await() {
    if (deadline != null) {
      return;
    }
    deadline =
        loop.schedule(
            () ->
                fail(
                    Code.TIMEOUT,
                    request.uri()
                        + " took longer than "
                        + request.timeout().toSeconds()
                        + " s; try later"),
            request.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void begin() {
    await();
    if (over) {
      return;
    }
    try {
      ask(FetchTarget.of(request.uri()));
    } catch (FetchException refused) {
      fail(refused);
    }
  }

  void cancel() {
    await();
    fail(Code.UNREACHABLE, request.uri() + " was not fetched because the engine stops");
  }

  private void ask(FetchTarget target) {
    try {
      workers.execute(() -> lookUp(target));
    } catch (RejectedExecutionException full) {
      fail(Code.UNREACHABLE, target + ": too many names are being looked up; try later");
    }
  }

  private void lookUp(FetchTarget target) {
    if (over) {
      return;
    }
    try {
      InetAddress[] addresses = surroundings.names().resolve(target.host());
      Optional<SslContext> tls =
          target.secure() ? Optional.of(surroundings.tls().context()) : Optional.empty();
      onLoop(() -> connect(target, addresses, tls));
    } catch (UnknownHostException unknown) {
      onLoop(
          () ->
              fail(
                  Code.UNKNOWN_HOST,
                  target + ": no address is known for " + target.host() + "; check the name"));
    } catch (SSLException broken) {
      onLoop(() -> fail(Code.PROTOCOL, target + ": TLS cannot be used: " + broken.getMessage()));
    }
  }

  private void connect(FetchTarget target, InetAddress[] addresses, Optional<SslContext> tls) {
    List<InetAddress> allowed = rule.allowed(addresses);
    if (allowed.isEmpty()) {
      fail(
          Code.REFUSED,
          target + " leads to an inside address, which only a person may name; it was not asked");
      return;
    }
    connectNext(target, allowed.stream().limit(ADDRESSES).iterator(), tls);
  }

  private void connectNext(
      FetchTarget target, Iterator<InetAddress> addresses, Optional<SslContext> tls) {
    if (over) {
      return;
    }
    InetAddress address = addresses.next();
    Exchange exchange = new Exchange(target, request.maximumBytes(), new Hop(target));
    Bootstrap connection =
        new Bootstrap()
            .group(loop)
            .channelFactory(surroundings.channels())
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(new ExchangePipeline(target, request.maximumBytes(), tls, workers, exchange));
    surroundings.local().towards(address).ifPresent(connection::localAddress);
    ChannelFuture connecting = connection.connect(new InetSocketAddress(address, target.port()));
    channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            rule.connected(address);
          } else if (addresses.hasNext()) {
            connectNext(target, addresses, tls);
          } else {
            fail(
                Code.UNREACHABLE,
                target + ": nobody answers at " + address.getHostAddress() + "; try later");
          }
        });
  }

  /** What becomes of one exchange. */
  private final class Hop implements Exchange.Outcome {
    private final FetchTarget target;

    Hop(FetchTarget target) {
      this.target = target;
    }

    @Override
    public void answered(HttpAnswer answer) {
      if (answer.redirects()) {
        follow(target, answer.location());
      } else {
        finish();
        outcome.fetched(new FetchedDocument(answer.status(), answer.body()));
      }
    }

    @Override
    public void failed(FetchException failure) {
      fail(failure);
    }
  }

  private void follow(FetchTarget from, String location) {
    channel.close();
    if (redirects == REDIRECTS) {
      fail(
          Code.REFUSED,
          request.uri() + " redirects more than " + REDIRECTS + " times; tell its owner");
      return;
    }
    redirects++;
    try {
      ask(from.redirected(location));
    } catch (FetchException refused) {
      fail(refused);
    }
  }

  private void fail(Code code, String sentence) {
    fail(new FetchException(code, sentence));
  }

  private void fail(FetchException failure) {
    if (!over) {
      finish();
      outcome.failed(failure);
    }
  }

  private void finish() {
    over = true;
    deadline.cancel(false);
    if (channel != null) {
      channel.close();
    }
  }

  private void onLoop(Runnable step) {
    try {
      loop.execute(
          () -> {
            if (!over) {
              step.run();
            }
          });
    } catch (RejectedExecutionException stopped) {
      // The loop is gone and the fetch was failed before.
    }
  }
}
