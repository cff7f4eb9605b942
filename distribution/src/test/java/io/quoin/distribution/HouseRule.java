package io.quoin.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Who may know whom, and what the swarm must not have of its own. */
enum HouseRule {
  METAINFO_KNOWS_NOBODY(
      classes()
          .that()
          .resideInAPackage(Rooms.METAINFO)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(Rooms.METAINFO, "java..", "org.osgi.annotation.."))),

  /** So it names no type of Netty, Trident, gRPC, BouncyCastle or Gson either. */
  THE_API_KNOWS_METAINFO_ALONE(
      classes()
          .that()
          .resideInAPackage(Rooms.API)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(Rooms.API, Rooms.METAINFO, "java..", "org.osgi.annotation.."))),

  NO_ROOM_KNOWS_ANOTHER(classes().that(Rooms.ARE_OF_A_ROOM).should(Rooms.stayInside())),

  THE_PLATFORM_KNOWS_NO_BUNDLE(
      classes()
          .that()
          .resideInAPackage("io.quoin.platform..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.quoin.platform..", Rooms.API, Rooms.METAINFO)
                  .or(not(resideInAPackage("io.quoin.."))))),

  NO_DOMAIN_CODE_KNOWS_THE_CONTAINER(
      noClasses()
          .that(Rooms.ARE_OF_A_ROOM)
          .and()
          .resideOutsideOfPackage(Rooms.INSTALLER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.osgi.framework..", "org.osgi.util.tracker..")),

  NETTY_IS_KNOWN_TO_THE_PROTOCOL_ALONE(
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quoin.protocol", "io.quoin.protocol.net..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")),

  THE_SWARM_KNOWS_JAVA_API_AND_METAINFO_ALONE(
      classes()
          .that()
          .resideInAPackage(Rooms.SWARM)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(Rooms.SWARM, Rooms.API, Rooms.METAINFO, "java.."))),

  /** The swarm is given its loop, clock and chance: what has its own cannot be simulated. */
  THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET(
      noClasses()
          .that()
          .resideInAPackage(Rooms.SWARM)
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
                  .or(belongToAnyOf(Thread.class, Timer.class, Socket.class, ServerSocket.class)))),

  THE_SWARM_NEITHER_WAITS_NOR_LEAVES_ITS_LOOP(
      noClasses().that().resideInAPackage(Rooms.SWARM).should().callMethodWhere(Rooms.WAITS)),

  THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN(
      noClasses()
          .that()
          .resideInAPackage(Rooms.SWARM)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethodWhere(Rooms.ASKS_FOR_THE_TIME)
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Clock.class, Date.class, Calendar.class))),

  THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN(
      noClasses()
          .that()
          .resideInAPackage(Rooms.SWARM)
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(StrictMath.class, "random")
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
          .dependOnClassesThat(belongToAnyOf(SecureRandom.class)));

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes a rule
  private final ArchRule rule;

  HouseRule(ArchRule rule) {
    this.rule = rule;
  }

  EvaluationResult evaluate(JavaClasses imported) {
    return rule.allowEmptyShould(true).evaluate(imported);
  }

  /** What the rules speak of. */
  private static final class Rooms {
    static final String METAINFO = "io.quoin.metainfo..";
    static final String API = "io.quoin.api..";
    static final String SWARM = "io.quoin.protocol.swarm..";

    /** Its domain is the container. */
    static final String INSTALLER = "io.quoin.installer..";

    private static final String HOUSE = "io.quoin.";

    /** What is no bundle, or is known to all bundles. */
    private static final Set<String> NO_ROOMS = Set.of("api", "metainfo", "platform", "launcher");

    /** Of these, each part is a room. */
    private static final Set<String> WINGS = Set.of("incentive", "ledger", "examples");

    private static final Set<String> WAITING =
        Set.of("get", "join", "orTimeout", "completeOnTimeout", "delayedExecutor");

    static final DescribedPredicate<JavaClass> ARE_OF_A_ROOM =
        describe(
            "are of a room",
            type ->
                type.getPackageName().startsWith(HOUSE)
                    && !NO_ROOMS.contains(room(type.getPackageName())));

    static final DescribedPredicate<JavaMethodCall> WAITS =
        describe(
            "waits, times out, or goes to the common pool",
            call ->
                call.getTargetOwner().isAssignableTo(CompletionStage.class)
                    && (WAITING.contains(call.getName())
                        || (call.getName().endsWith("Async")
                            && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Executor.class)))));

    static final DescribedPredicate<JavaMethodCall> ASKS_FOR_THE_TIME =
        describe(
            "asks for the time",
            call ->
                call.getTargetOwner().getPackageName().equals("java.time")
                    && call.getName().equals("now"));

    private Rooms() {}

    private static String room(String packageName) {
      String[] parts = packageName.substring(HOUSE.length()).split("\\.", 3);
      return WINGS.contains(parts[0]) && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    static ArchCondition<JavaClass> stayInside() {
      return new ArchCondition<>("know no other room") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          String own = room(type.getPackageName());
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String other = dependency.getTargetClass().getBaseComponentType().getPackageName();
            if (other.startsWith(HOUSE) && !Set.of(own, "api", "metainfo").contains(room(other))) {
              events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
            }
          }
        }
      };
    }
  }
}
