package io.quoin.protocol;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.quoin.api.torrent.Limits;
import io.quoin.protocol.net.LinkCounts;
import io.quoin.protocol.net.NettyDialer;
import io.quoin.protocol.net.NettyLoop;
import io.quoin.protocol.net.Transport;
import io.quoin.protocol.swarm.Throttle;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The event loops. Swarms are put on them in turn; what they share of the session's limits follows
 * their demand.
 */
final class Loops {
  private static final long SHARE_MILLIS = 100;

  private final EventLoopGroup group;
  private final List<LoopSite> sites;
  private final SharedRate downloads;
  private final SharedRate uploads;
  private final AtomicInteger next = new AtomicInteger();
  private volatile Limits limits = Limits.DEFAULT;

  Loops(int count, Transport transport, Predicate<InetAddress> refused, LinkCounts counts) {
    int threads = count > 0 ? count : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("quoin-loop", true), transport.handler());
    List<LoopSite> made = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      EventLoop eventLoop = group.next();
      NettyLoop loop = new NettyLoop(eventLoop);
      long now = loop.nanoTime();
      made.add(
          new LoopSite(
              loop,
              new NettyDialer(transport, loop, counts, refused),
              new Throttle(Limits.UNLIMITED, now),
              new Throttle(Limits.UNLIMITED, now)));
    }
    sites = List.copyOf(made);
    downloads = new SharedRate(sites.stream().map(LoopSite::down).toList());
    uploads = new SharedRate(sites.stream().map(LoopSite::up).toList());
    if (threads > 1) {
      first().loop().after(TimeUnit.MILLISECONDS.toNanos(SHARE_MILLIS), this::shareAgain);
    }
  }

  LoopSite first() {
    return sites.get(0);
  }

  LoopSite next() {
    return sites.get(Math.floorMod(next.getAndIncrement(), sites.size()));
  }

  List<LoopSite> all() {
    return sites;
  }

  EventLoopGroup group() {
    return group;
  }

  void limit(Limits changed) {
    limits = changed;
    share();
  }

  Future<?> end() {
    return group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private void shareAgain() {
    share();
    first().loop().after(TimeUnit.MILLISECONDS.toNanos(SHARE_MILLIS), this::shareAgain);
  }

  private synchronized void share() {
    Limits now = limits;
    downloads.divide(now.downloadRate());
    uploads.divide(now.uploadRate());
  }
}
