package io.quoin.control.events;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;
import io.quoin.api.control.ControlStream;
import io.quoin.api.health.Health;
import io.quoin.control.asking.Present;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The events of this platform. */
@Component(property = {ControlEndpoint.PATH + "=" + EventsComponent.PATH, Role.NEEDED + "=viewer"})
public final class EventsComponent implements ControlEndpoint {

  static final String PATH = "/api/v1/events";

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration HEALTH_EVERY = Duration.ofSeconds(10);
  private static final Duration BEAT_EVERY = Duration.ofSeconds(10);
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int IDLE_SECONDS = 2;
  private static final int THREADS = 2;

  private final Happenings happenings = new Happenings(new SecureRandom().nextLong());
  private final ScheduledThreadPoolExecutor looking =
      new ScheduledThreadPoolExecutor(THREADS, EventsComponent::thread);
  private final List<Repeated> looks;

  /**
   * Has no thread until somebody follows.
   *
   * @param present what is looked at
   * @param health asks the checks
   */
  @Activate
  public EventsComponent(@Reference Present present, @Reference Health health) {
    Watch watch =
        new Watch(
            happenings,
            present::session,
            present::plugins,
            present::engine,
            () -> Optional.of(health));
    looking.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    looking.allowCoreThreadTimeOut(true);
    looks =
        List.of(
            new Repeated(looking, watch::look, EVERY, happenings::isFollowed),
            new Repeated(looking, watch::lookAtHealth, HEALTH_EVERY, happenings::isFollowed),
            new Repeated(looking, happenings::beat, BEAT_EVERY, happenings::isFollowed));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "quoin-control-events");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void answer(ControlRequest request, ControlReply reply) throws IOException {
    if (!request.method().equals("GET")) {
      say(reply.header("Allow", "GET"), NOT_ALLOWED, "events are followed with GET");
    } else if (happenings.isFull()) {
      say(
          reply.header("Retry-After", "10"),
          UNAVAILABLE,
          Happenings.MOST_FOLLOWERS + " follow already; try again when one has gone");
    } else {
      reply.header("Cache-Control", "no-store");
      String last = request.header("Last-Event-ID").or(() -> request.parameter("last")).orElse("");
      follow(last, reply.stream("text/event-stream"));
    }
  }

  private static void say(ControlReply reply, int status, String text) throws IOException {
    try (OutputStream out = reply.begin(status, "text/plain; charset=utf-8")) {
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void follow(String last, ControlStream stream) {
    // So that who follows knows at once that it does.
    stream.send(":\n\n");
    Optional<Follower> follower =
        follow(
            last,
            new Follower.Sink() {
              @Override
              public boolean send(String text) {
                return stream.send(text);
              }

              @Override
              public void close() {
                stream.close();
              }
            });
    follower.ifPresentOrElse(one -> stream.whenClosed(() -> happenings.left(one)), stream::close);
  }

  /** Somebody follows; from now on it is looked for changes. */
  Optional<Follower> follow(String last, Follower.Sink sink) {
    Optional<Follower> follower = happenings.follow(last, sink);
    looks.forEach(Repeated::begin);
    return follower;
  }

  Happenings happenings() {
    return happenings;
  }

  /** Ends all streams; a look that is under way ends by itself. */
  @Deactivate
  void end() {
    looking.shutdownNow();
    happenings.close();
  }
}
