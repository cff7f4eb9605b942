package io.quoin.shell.command;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which incentive is to be at work. */
@Component(
    service = IncentiveCommands.class,
    property = {
      "osgi.command.scope=incentive",
      "osgi.command.function=use",
      "quoin.role=administrator"
    })
public final class IncentiveCommands {

  private static final String ENGINE = "io.quoin.protocol";
  private static final String KEY = "incentive";
  private static final String ANY_BUNDLE = "?";

  private static final String NONE = "none";
  private static final String BEST = "best";

  private final ConfigurationAdmin configurations;
  private final IncentiveOffers offers;

  /**
   * Commands on the engine's configuration.
   *
   * @param configurations has it
   * @param offers the incentives that there are
   */
  @Activate
  public IncentiveCommands(
      @Reference ConfigurationAdmin configurations, @Reference IncentiveOffers offers) {
    this.configurations = configurations;
    this.offers = offers;
  }

  /** Has another incentive at work. */
  @SuppressWarnings("JdkObsolete") // configurations are dictionaries
  @Descriptor(
      "has another incentive decide who is served first, until the platform's next start (for"
          + " longer: the key 'incentive' in etc/io.quoin.protocol.cfg.json); no connection closes"
          + " for it; example: incentive:use btt")
  public void use(
      @Descriptor(
              "its id, as incentive:list shows it; 'none' for tit for tat; 'best' for the one of"
                  + " the highest ranking")
          String id)
      throws IOException {
    if (!id.equals(NONE)
        && !id.equals(BEST)
        && offers.all().stream().noneMatch(offer -> offer.id().equals(id))) {
      throw new IOException("no incentive is called " + id + "; see incentive:list");
    }
    Configuration engine = configurations.getConfiguration(ENGINE, ANY_BUNDLE);
    Dictionary<String, Object> before = engine.getProperties();
    Dictionary<String, Object> after = before == null ? new Hashtable<>() : before;
    after.put(KEY, id.equals(BEST) ? "" : id);
    engine.updateIfDifferent(after);
  }
}
