package io.quoin.examples.ratio;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The incentive as a service, while it is configured; a change of that makes a new one. */
@Component(
    service = IncentiveProvider.class,
    configurationPid = RatioCredit.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = IncentiveProvider.ID + "=" + RatioCredit.ID)
@Designate(ocd = RatioCreditConfiguration.class)
public final class RatioCredit implements IncentiveProvider {

  /** Names the configuration. */
  static final String PID = "io.quoin.examples.ratio";

  /** The provider's id. */
  static final String ID = "ratio-credit";

  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 256;

  private final GroupKey key;
  private final RatioPolicy.Terms terms;
  private final Optional<BookFile> file;

  /**
   * For one group.
   *
   * @throws IllegalArgumentException naming the setting that is not what it should be
   */
  @Activate
  public RatioCredit(RatioCreditConfiguration configuration) {
    int secret = configuration._secret().length();
    if (secret < SHORTEST_SECRET || secret > LONGEST_SECRET) {
      throw new IllegalArgumentException(
          "'.secret' has 16 to 256 characters, not " + secret + "; all members need the same");
    }
    if (!Proof.isName(configuration.member())) {
      throw new IllegalArgumentException(
          "'member' is 1 to 32 of a-z, 0-9, '.', '_' and '-', not '"
              + configuration.member()
              + "'");
    }
    key = new GroupKey(configuration._secret());
    terms =
        new RatioPolicy.Terms(
            configuration.member(), configuration.slots(), configuration.weight());
    file =
        Optional.of(configuration.data())
            .filter(data -> !data.isBlank())
            .map(data -> new BookFile(Path.of(data)));
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from)
      throws IncentiveException {
    Optional<CreditBook> left =
        from.filter(h -> h.version() == CreditBook.VERSION)
            .flatMap(h -> CreditBook.decode(h.bytes()));
    return new RatioPolicy(context, key, terms, left.isPresent() ? left.get() : kept(), file);
  }

  private CreditBook kept() throws IncentiveException {
    if (file.isEmpty()) {
      return new CreditBook();
    }
    try {
      return file.get().read();
    } catch (IOException e) {
      throw new IncentiveException(
          "the book of credit cannot be read: "
              + e.getMessage()
              + "; mend the file, or remove it to begin with an empty one",
          e);
    }
  }
}
