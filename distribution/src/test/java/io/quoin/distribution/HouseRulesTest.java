package io.quoin.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.jar.JarFile;
import java.util.random.RandomGenerator;

/** Who may know whom. */
@AnalyzeClasses(locations = HouseRulesTest.AssembledJars.class)
class HouseRulesTest {

  /** The jars as they are shipped. */
  static final class AssembledJars implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> test) {
      try {
        Set<Location> jars = new HashSet<>();
        for (Path folder : List.of(Assembly.BUNDLES, Assembly.LIB)) {
          for (Path jar : Assembly.jars(folder, "io.quoin.*.jar")) {
            jars.add(Location.of(new JarFile(jar.toFile())));
          }
        }
        return jars;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final String METAINFO = "io.quoin.metainfo..";
  private static final String API = "io.quoin.api..";
  private static final String SWARM = "io.quoin.protocol.swarm..";
  private static final Set<String> WAITING =
      Set.of("get", "join", "orTimeout", "completeOnTimeout", "delayedExecutor");

  @ArchTest
  static final ArchRule METAINFO_KNOWS_NOBODY =
      classes()
          .that()
          .resideInAPackage(METAINFO)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(METAINFO, "java..", "org.osgi.annotation.."));

  @ArchTest
  static final ArchRule THE_API_KNOWS_METAINFO_ALONE =
      classes()
          .that()
          .resideInAPackage(API)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(API, METAINFO, "java..", "org.osgi.annotation.."));

  @ArchTest static final ArchRule STORAGE_KNOWS_NO_SIBLING = room("storage");

  @ArchTest static final ArchRule SESSION_KNOWS_NO_SIBLING = room("session");

  @ArchTest static final ArchRule PROTOCOL_KNOWS_NO_SIBLING = room("protocol");

  @ArchTest static final ArchRule DISCOVERY_KNOWS_NO_SIBLING = room("discovery");

  @ArchTest static final ArchRule THE_PLATFORM_KNOWS_NO_BUNDLE = room("platform");

  private static ArchRule room(String name) {
    return classes()
        .that()
        .resideInAPackage("io.quoin." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.quoin." + name + "..", API, METAINFO)
                .or(not(resideInAPackage("io.quoin.."))));
  }

  @ArchTest
  static final ArchRule NO_DOMAIN_CODE_KNOWS_THE_CONTAINER =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.quoin.storage..",
              "io.quoin.session..",
              "io.quoin.protocol..",
              "io.quoin.discovery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.osgi.framework..", "org.osgi.util.tracker..");

  @ArchTest
  static final ArchRule NETTY_IS_KNOWN_TO_THE_PROTOCOL_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quoin.protocol", "io.quoin.protocol.net..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule THE_SWARM_KNOWS_JAVA_API_AND_METAINFO_ALONE =
      classes()
          .that()
          .resideInAPackage(SWARM)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(SWARM, API, METAINFO, "java.."));

  /** The swarm is given its loop, clock and chance: what has its own cannot be simulated. */
  @ArchTest
  static final ArchRule THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET =
      noClasses()
          .that()
          .resideInAPackage(SWARM)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.channels..", "java.nio.file..", "java.io..")
                  .and(not(assignableTo(Throwable.class)))
                  .or(
                      resideInAPackage("java.util.concurrent..")
                          .and(
                              not(
                                  belongToAnyOf(
                                      Executor.class,
                                      CompletionStage.class,
                                      CompletableFuture.class))))
                  .or(belongToAnyOf(Thread.class, Timer.class, Socket.class, ServerSocket.class)));

  @ArchTest
  static final ArchRule THE_SWARM_NEITHER_WAITS_NOR_LEAVES_ITS_LOOP =
      noClasses()
          .that()
          .resideInAPackage(SWARM)
          .should()
          .callMethodWhere(
              describe(
                  "waits, times out, or goes to the common pool",
                  call ->
                      call.getTargetOwner().isAssignableTo(CompletionStage.class)
                          && (WAITING.contains(call.getName())
                              || (call.getName().endsWith("Async")
                                  && call.getTarget().getRawParameterTypes().stream()
                                      .noneMatch(type -> type.isEquivalentTo(Executor.class))))));

  @ArchTest
  static final ArchRule THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN =
      noClasses()
          .that()
          .resideInAPackage(SWARM)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Clock.class));

  @ArchTest
  static final ArchRule THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN =
      noClasses()
          .that()
          .resideInAPackage(SWARM)
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .orShould()
          .callMethod(RandomGenerator.class, "getDefault")
          .orShould()
          .callMethod(RandomGenerator.class, "of", String.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .orShould()
          .dependOnClassesThat(belongToAnyOf(SecureRandom.class));
}
