package io.quoin.examples.webhook;

import io.quoin.api.event.Topics;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.InfoHash;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The plugin: hears of torrents that complete, while it is configured. The event names the torrent;
 * the session, where it is there, knows the rest. A change of the configuration makes a new one.
 */
@Component(
    service = EventHandler.class,
    immediate = true, // a wrong setting shows at once, not with the first torrent
    configurationPid = Webhook.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = EventConstants.EVENT_TOPIC + "=" + Topics.COMPLETED)
@Designate(ocd = WebhookConfiguration.class)
public final class Webhook implements EventHandler {

  /** Names the configuration. */
  static final String PID = "io.quoin.examples.webhook";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int PLACES = 256;
  private static final int HIGHEST_PORT = 65_535;
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 256;

  private final AtomicReference<Optional<Session>> session =
      new AtomicReference<>(Optional.empty());
  private final InstantSource clock = InstantSource.system();
  private final Courier courier;

  /**
   * Begins.
   *
   * @param configuration whom to tell
   * @throws IllegalArgumentException naming the setting that is not what it should be
   */
  @Activate
  public Webhook(WebhookConfiguration configuration) {
    URI address = address(configuration.url());
    Optional<Seal> seal = seal(configuration._secret());
    courier =
        new Courier(
            () -> new Receiver(address, seal, TIMEOUT),
            new Courier.Terms(
                configuration.tries(), Duration.ofSeconds(configuration.pause_seconds()), PLACES));
  }

  private static URI address(String url) {
    try {
      URI address = new URI(url.strip());
      String scheme = String.valueOf(address.getScheme());
      boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      if (web
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getPort() <= HIGHEST_PORT) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below: the exception's message would show a token that the URL may have.
    }
    throw new IllegalArgumentException(
        "'url' is not an http or https URL with a host and no user, such as"
            + " https://example.com/done");
  }

  private static Optional<Seal> seal(String secret) {
    int length = secret.length();
    if (length == 0) {
      return Optional.empty();
    }
    if (length < SHORTEST_SECRET || length > LONGEST_SECRET) {
      throw new IllegalArgumentException(
          "'.secret' has 16 to 256 characters, not " + length + "; the receiver needs the same");
    }
    return Optional.of(new Seal(secret));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSession(Session found) {
    session.set(Optional.of(found));
  }

  void unbindSession(Session gone) {
    session.updateAndGet(current -> current.filter(known -> known != gone));
  }

  /** On a thread of Event Admin, which leaves out a handler that takes long: returns at once. */
  @Override
  public void handleEvent(Event event) {
    TorrentId torrent = new TorrentId(InfoHash.ofHex((String) event.getProperty(Topics.TORRENT)));
    Optional<TorrentSnapshot> known = session.get().flatMap(now -> now.torrent(torrent));
    courier.bring(
        new Notice(
            torrent,
            known.map(TorrentSnapshot::name).orElse(torrent.toString()),
            known.map(TorrentSnapshot::totalBytes).orElse(0L),
            clock.instant()));
  }

  /** Ends the threads; a notice on its way is given up. */
  @Deactivate
  void close() {
    courier.close();
  }
}
