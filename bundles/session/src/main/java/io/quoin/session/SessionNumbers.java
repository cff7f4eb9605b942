package io.quoin.session;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All torrents together, for machines. */
@Component(
    service = {MetricSource.class, HealthCheck.class},
    property = {MetricSource.NAME + "=session", HealthCheck.NAME + "=torrents"})
public final class SessionNumbers implements MetricSource, HealthCheck {

  private final Session session;

  /**
   * Looks when it is asked.
   *
   * @param session knows the torrents
   */
  @Activate
  public SessionNumbers(@Reference Session session) {
    this.session = session;
  }

  @Override
  public List<Metric> metrics() {
    List<TorrentSnapshot> torrents = session.torrents();
    return List.of(
        new Metric(
            "torrents",
            MetricKind.GAUGE,
            MetricUnit.NONE,
            "Registered torrents by what they do",
            Arrays.stream(TorrentState.values()).map(state -> count(state, torrents)).toList()),
        bytes("wanted", "Payload of all torrents", torrents, TorrentSnapshot::totalBytes),
        bytes("verified", "Payload on disk", torrents, TorrentSnapshot::verifiedBytes),
        bytes(
            "taken",
            "Payload taken from peers by the torrents that are registered now, in all runs",
            torrents,
            TorrentSnapshot::receivedBytes),
        bytes("wasted", "Of what was taken: of no use", torrents, TorrentSnapshot::wastedBytes),
        bytes(
            "given",
            "Payload sent to peers by the torrents that are registered now, in all runs",
            torrents,
            TorrentSnapshot::sentBytes),
        bytes(
            "download_rate",
            "Payload taken from peers in a second, over the last few",
            torrents,
            TorrentSnapshot::downloadRate),
        bytes(
            "upload_rate",
            "Payload sent to peers in a second, over the last few",
            torrents,
            TorrentSnapshot::uploadRate),
        sum("peers", "Connections to peers", torrents, TorrentSnapshot::peers),
        sum(
            "seeds",
            "Connections to peers that have everything",
            torrents,
            TorrentSnapshot::seeds));
  }

  private static Sample count(TorrentState state, List<TorrentSnapshot> torrents) {
    long count = torrents.stream().filter(torrent -> torrent.state() == state).count();
    return Sample.of(count, "state", state.name().toLowerCase(Locale.ROOT));
  }

  private static Metric bytes(
      String name,
      String help,
      List<TorrentSnapshot> torrents,
      ToLongFunction<TorrentSnapshot> number) {
    long sum = torrents.stream().mapToLong(number).sum();
    return Metric.gauge(name, MetricUnit.BYTES, help, sum);
  }

  private static Metric sum(
      String name,
      String help,
      List<TorrentSnapshot> torrents,
      ToLongFunction<TorrentSnapshot> number) {
    return Metric.gauge(name, MetricUnit.NONE, help, torrents.stream().mapToLong(number).sum());
  }

  /** A torrent that is halted keeps no other from its work. */
  @Override
  public HealthFinding check() {
    List<TorrentSnapshot> torrents = session.torrents();
    List<TorrentSnapshot> halted =
        torrents.stream().filter(torrent -> torrent.state() == TorrentState.HALTED).toList();
    if (halted.isEmpty()) {
      return HealthFinding.ok("none of " + torrents.size() + " torrents is halted");
    }
    TorrentSnapshot first = halted.get(0);
    return HealthFinding.warning(
        halted.size()
            + " of "
            + torrents.size()
            + " torrents are halted, the first "
            + first.id()
            + ": "
            + first.reason(),
        "do what the reason says, then resume it");
  }
}
