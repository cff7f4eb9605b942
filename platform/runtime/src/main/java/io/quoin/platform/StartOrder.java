package io.quoin.platform;

import java.nio.file.Path;
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

  private static final String FILE_INSTALL = "org.apache.felix.fileinstall-";
  private static final String INSTALLER = "io.quoin.installer-";
  private static final int LIBRARIES = 2;
  private static final int PLUGINS = ALL;

  private static final Set<Profile> TORRENTS =
      Set.of(Profile.MINIMAL, Profile.STANDARD, Profile.FULL);
  private static final Set<Profile> CONTROLLED = Set.of(Profile.STANDARD, Profile.FULL);
  private static final Set<Profile> PAID = Set.of(Profile.FULL);
  private static final Set<Profile> MONEY = Set.of(Profile.FULL, Profile.TOKENS);

  /** Wallets, and the shell's keys of the kind Ed25519. */
  private static final Set<Profile> ENCRYPTED =
      Set.of(Profile.STANDARD, Profile.FULL, Profile.TOKENS);

  private static final Set<Profile> ALWAYS = Set.of(Profile.values());

  private static final Place UNKNOWN = new Place("", PLUGINS, TORRENTS, Part.ADDED);

  private static final List<Place> PLACES =
      List.of(
          new Place("org.apache.felix.configadmin-", CONTAINER, ALWAYS, Part.BASE),
          new Place("org.apache.felix.metatype-", CONTAINER, ALWAYS, Part.BASE),
          new Place("org.apache.felix.scr-", CONTAINER, ALWAYS, Part.BASE),
          new Place("org.apache.felix.eventadmin-", CONTAINER, ALWAYS, Part.BASE),
          new Place("netty-", LIBRARIES, TORRENTS, Part.BASE),
          new Place("bcprov-", LIBRARIES, ENCRYPTED, Part.BASE),
          new Place("jline-", LIBRARIES, CONTROLLED, Part.BASE),
          new Place("sshd-osgi-", LIBRARIES, CONTROLLED, Part.BASE),
          new Place("org.apache.felix.gogo.runtime-", LIBRARIES, CONTROLLED, Part.BASE),
          new Place("sqlite-jdbc-", LIBRARIES, MONEY, Part.BASE),
          new Place("io.quoin.storage-", 3, TORRENTS, Part.BASE),
          new Place("io.quoin.session-", 4, TORRENTS, Part.BASE),
          new Place("io.quoin.protocol-", 5, TORRENTS, Part.BASE),
          new Place("io.quoin.discovery-", 6, TORRENTS, Part.BASE),
          new Place("io.quoin.control-", 7, CONTROLLED, Part.BASE),
          new Place("io.quoin.shell-", 7, CONTROLLED, Part.BASE),
          new Place(INSTALLER, 7, CONTROLLED, Part.BASE),
          new Place("io.quoin.wallet-", 8, MONEY, Part.BASE),
          new Place("io.quoin.ledger.", 8, MONEY, Part.BASE),
          new Place("io.quoin.incentive.btt-", PLUGINS, PAID, Part.PLUGIN),
          new Place(FILE_INSTALL, PLUGINS, CONTROLLED, Part.DEPLOYER));

  /** Jars that other containers need as bundles and that come from the host's class path here. */
  private static final List<String> LENT =
      List.of("io.quoin.api-", "io.quoin.metainfo-", "slf4j-api-");

  private StartOrder() {}

  /** What a bundle is to the platform. */
  enum Part {
    /** The platform is broken without it. */
    BASE,
    /** Somebody put it there; its failure is its own. */
    ADDED,
    /** It comes along, and whether it runs is left to the installer, if there is one. */
    PLUGIN,
    /** The installer starts it when it is ready for what it brings. */
    DEPLOYER
  }

  /**
   * Where a bundle stands.
   *
   * @param prefix of its file name
   * @param level at which it starts
   * @param of the profiles that have it
   * @param part what it is to the platform
   */
  record Place(String prefix, int level, Set<Profile> of, Part part) {}

  /**
   * The bundles that are left to the installer.
   *
   * @param jars all bundles of the platform
   * @param profile what is started
   * @return none if there is no installer among them
   */
  static List<Path> plugins(List<Path> jars, Profile profile) {
    return installs(jars, profile)
        ? jars.stream().filter(jar -> isPlugin(jar, profile)).toList()
        : List.of();
  }

  /** Whether there is an installer among the bundles that are started. */
  static boolean installs(List<Path> jars, Profile profile) {
    return jars.stream()
        .map(StartOrder::fileName)
        .filter(name -> name.startsWith(INSTALLER))
        .anyMatch(name -> place(name, profile, false).isPresent());
  }

  private static boolean isPlugin(Path jar, Profile profile) {
    return place(fileName(jar), profile, false)
        .filter(place -> place.part() == Part.PLUGIN)
        .isPresent();
  }

  private static String fileName(Path jar) {
    return jar.getFileName().toString();
  }

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
