package ${package};

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.net.AddressLiteral;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** An incentive that serves some addresses before all others. */
@Component(
    configurationPid = "${groupId}.${artifactId}",
    property = IncentiveProvider.ID + "=${artifactId}")
@Designate(ocd = FriendsFirst.Settings.class)
public final class FriendsFirst implements IncentiveProvider {

  /** What the operator may set, in {@code etc/${groupId}.${artifactId}.cfg.json}. */
  @ObjectClassDefinition(name = "Friends first", description = "Who is served first")
  public @interface Settings {
    @AttributeDefinition(description = "Addresses that are served first. Empty by default.")
    String[] friends() default {};

    @AttributeDefinition(description = "Whether others are served too. True by default.")
    boolean strangers() default true;
  }

  private final Set<InetAddress> friends;
  private final boolean strangers;

  /** Reads the settings; what is no address is told to the operator by its text. */
  @Activate
  public FriendsFirst(Settings settings) {
    friends = Stream.of(settings.friends()).map(FriendsFirst::address).collect(Collectors.toSet());
    strangers = settings.strangers();
  }

  private static InetAddress address(String text) {
    return AddressLiteral.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address"));
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    return new FriendsFirstPolicy(context, friends, strangers);
  }
}
