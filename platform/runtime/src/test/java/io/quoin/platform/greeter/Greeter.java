package io.quoin.platform.greeter;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Stands in for any bundle: a service of the api that says how it is configured. */
@Component(configurationPid = "io.quoin.platform.greeter")
@Designate(ocd = Greeter.Settings.class)
public final class Greeter implements PeerSource {

  /** What can be configured. */
  @ObjectClassDefinition
  public @interface Settings {
    @AttributeDefinition(description = "What it says")
    String greeting() default "hello";

    @AttributeDefinition(description = "How often, 1 to 9", min = "1", max = "9")
    int times() default 1;

    @AttributeDefinition(description = "To whom", cardinality = 3)
    String[] names() default {};

    @AttributeDefinition(description = "Where it would keep what it remembers")
    String data() default "";
  }

  private volatile Settings settings;

  @Activate
  public Greeter(Settings settings) {
    this.settings = settings;
  }

  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public String toString() {
    return (settings.greeting() + " ").repeat(settings.times())
        + String.join("+", settings.names())
        + settings.data();
  }

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    throw new UnsupportedOperationException("a greeter finds nobody");
  }
}
