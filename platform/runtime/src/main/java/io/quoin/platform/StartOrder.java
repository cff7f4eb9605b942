package io.quoin.platform;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which bundle starts when: the one place where the platform knows bundles, by file name. Services
 * find each other whatever the order; it keeps detours out of the start and makes the stop orderly:
 * plugins first, then what talks to the network while it still can, the records last.
 */
final class StartOrder {

  /** Container services only; configuration is applied at this level. */
  static final int CONTAINER = 1;

  /** Everything runs. */
  static final int ALL = 10;

  private static final int LIBRARIES = 2;
  private static final int PLUGINS = ALL;

  private static final Set<Profile> TORRENTS =
      Set.of(Profile.MINIMAL, Profile.STANDARD, Profile.FULL);
  private static final Set<Profile> CONTROLLED = Set.of(Profile.STANDARD, Profile.FULL);
  private static final Set<Profile> PAID = Set.of(Profile.FULL);
  private static final Set<Profile> MONEY = Set.of(Profile.FULL, Profile.TOKENS);
  private static final Set<Profile> ALWAYS = Set.of(Profile.values());

  private static final Place UNKNOWN = new Place("", PLUGINS, TORRENTS, false);

  private static final List<Place> PLACES =
      List.of(
          new Place("org.apache.felix.configadmin-", CONTAINER, ALWAYS, true),
          new Place("org.apache.felix.metatype-", CONTAINER, ALWAYS, true),
          new Place("org.apache.felix.scr-", CONTAINER, ALWAYS, true),
          new Place("org.apache.felix.eventadmin-", CONTAINER, ALWAYS, true),
          new Place("netty-", LIBRARIES, TORRENTS, true),
          new Place("bcprov-", LIBRARIES, MONEY, true),
          new Place("sqlite-jdbc-", LIBRARIES, MONEY, true),
          new Place("io.quoin.storage-", 3, TORRENTS, true),
          new Place("io.quoin.session-", 4, TORRENTS, true),
          new Place("io.quoin.protocol-", 5, TORRENTS, true),
          new Place("io.quoin.discovery-", 6, TORRENTS, true),
          new Place("io.quoin.control-", 7, CONTROLLED, true),
          new Place("io.quoin.shell-", 7, CONTROLLED, true),
          new Place("io.quoin.installer-", 7, CONTROLLED, true),
          new Place("io.quoin.wallet-", 8, MONEY, true),
          new Place("io.quoin.ledger.", 8, MONEY, true),
          new Place("io.quoin.incentive.btt-", 9, PAID, true),
          new Place("org.apache.felix.fileinstall-", PLUGINS, ALWAYS, true));

  /** Jars that other containers need as bundles and that come from the host's class path here. */
  private static final List<String> LENT =
      List.of("io.quoin.api-", "io.quoin.metainfo-", "slf4j-api-");

  private static final String FILE_INSTALL = "org.apache.felix.fileinstall-";

  private StartOrder() {}

  /**
   * Where a bundle stands.
   *
   * @param prefix of its file name
   * @param level at which it starts
   * @param of the profiles that have it
   * @param base whether the platform is broken without it; the failure of any other bundle is its
   *     own
   */
  record Place(String prefix, int level, Set<Profile> of, boolean base) {}

  /**
   * The place of a bundle that is to be started.
   *
   * @param fileName of the jar
   * @param profile what is started
   * @param deploying whether a folder is watched for bundles
   * @return empty if it is to be left out
   */
  static Optional<Place> place(String fileName, Profile profile, boolean deploying) {
    if (LENT.stream().anyMatch(fileName::startsWith)) {
      return Optional.empty();
    }
    if (fileName.startsWith(FILE_INSTALL) && !deploying) {
      return Optional.empty();
    }
    Place place =
        PLACES.stream()
            .filter(candidate -> fileName.startsWith(candidate.prefix()))
            .findFirst()
            .orElse(UNKNOWN);
    return place.of().contains(profile) ? Optional.of(place) : Optional.empty();
  }
}
