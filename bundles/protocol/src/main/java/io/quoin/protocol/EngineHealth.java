package io.quoin.protocol;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether peers can connect to this platform, and its loops turn. */
@Component(service = HealthCheck.class, property = HealthCheck.NAME + "=peers")
public final class EngineHealth implements HealthCheck {
  private static final double STUCK_SECONDS = 20;
  private static final double SLOW_SECONDS = 1;

  private final Sockets sockets;
  private final List<LoopLag> loops;

  /** Looks when it is asked. */
  @Activate
  public EngineHealth(@Reference Sockets sockets) {
    this.sockets = sockets;
    loops = sockets.loops().all().stream().map(site -> new LoopLag(site.loop())).toList();
  }

  @Override
  public HealthFinding check() {
    return finding(
        sockets.listening(), loops.stream().mapToDouble(LoopLag::seconds).max().orElse(0));
  }

  static HealthFinding finding(List<InetSocketAddress> listening, double lag) {
    if (lag >= STUCK_SECONDS) {
      return HealthFinding.failing(
          "an event loop has done nothing for " + Math.round(lag) + " s",
          "see with system:threads what its thread does; restart the platform");
    }
    if (listening.isEmpty()) {
      return HealthFinding.warning(
          "no peer can connect: the engine listens nowhere",
          "see that 'listen' of io.quoin.protocol.net names an address that is free");
    }
    if (lag >= SLOW_SECONDS) {
      return HealthFinding.warning(
          "an event loop is " + Math.round(lag) + " s behind", "give the machine less to do");
    }
    return HealthFinding.ok(
        "peers can connect to "
            + listening.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }
}
