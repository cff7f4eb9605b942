package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold for what is shipped, and each of them is broken by something. */
class HouseRulesTest {

  private static final Pattern SLEEP = Pattern.compile("(\\.|::)s(?:leep)\\b");
  private static final List<String> SOURCES =
      List.of("bundles", "platform", "distribution", "plugins-sdk");

  private static JavaClasses shipped;

  @TempDir private Path temporary;

  /** Code that breaks a rule, with stand-ins for what is not on the tests' class path. */
  private record Breach(HouseRule rule, String name, List<String> sources) {
    @Override
    public String toString() {
      return rule + " by " + name;
    }
  }

  /** Unpacked, for the importer leaves jars open; what a bundle embeds is not ours to judge. */
  @BeforeAll
  static void readJars(@TempDir Path unpacked) throws IOException {
    for (Path folder : List.of(Assembly.BUNDLES, Assembly.LIB, Assembly.HOME.resolve("plugins"))) {
      for (Path jar : Assembly.jars(folder, "io.quoin.*.jar")) {
        unpack(jar, unpacked.resolve(jar.getFileName()));
      }
    }
    shipped = new ClassFileImporter().importPath(unpacked);
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().matches("io/quoin/.*\\.class")) {
          Path target = folder.resolve(entry.getName());
          Files.createDirectories(target.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_shipped_keeps(HouseRule rule) {
    assertThat(rule.evaluate(shipped).getFailureReport().getDetails()).isEmpty();
  }

  @Test
  void all_rooms_are_looked_at() {
    assertThat(shipped.stream().map(type -> type.getPackageName()))
        .contains(
            "io.quoin.metainfo",
            "io.quoin.api.session",
            "io.quoin.session",
            "io.quoin.storage",
            "io.quoin.protocol.swarm",
            "io.quoin.protocol.net",
            "io.quoin.discovery.tracker",
            "io.quoin.installer.resolve",
            "io.quoin.examples.tracker",
            "io.quoin.examples.ratio",
            "io.quoin.examples.webhook",
            "io.quoin.examples.blocklist",
            "io.quoin.platform",
            "io.quoin.launcher");
  }

  static Stream<Breach> breaches() {
    return Stream.of(
        breach(HouseRule.METAINFO_KNOWS_NOBODY, "metainfo", "io.quoin.api.torrent.TorrentId"),
        breach(HouseRule.METAINFO_KNOWS_NOBODY, "metainfo", "org.slf4j.Logger"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "io.netty.buffer.ByteBuf"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "org.tron.trident.core.Wrapper"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "io.grpc.Channel"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "org.bouncycastle.crypto.Signer"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "com.google.gson.JsonObject"),
        breach(HouseRule.THE_API_KNOWS_METAINFO_ALONE, "api.net", "io.quoin.session.Register"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "storage.store", "io.quoin.session.Register"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "session", "io.quoin.protocol.swarm.Swarm"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "protocol.net", "io.quoin.storage.store.Stores"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "discovery", "io.quoin.protocol.net.Gate"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "incentive.btt", "io.quoin.wallet.Keys"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "ledger.tron", "io.quoin.ledger.local.Book"),
        breach(HouseRule.NO_ROOM_KNOWS_ANOTHER, "examples.tracker", "io.quoin.platform.Platform"),
        breach(HouseRule.THE_PLATFORM_KNOWS_NO_BUNDLE, "platform", "io.quoin.session.Register"),
        breach(
            HouseRule.NO_DOMAIN_CODE_KNOWS_THE_CONTAINER,
            "session",
            "org.osgi.framework.BundleContext"),
        breach(
            HouseRule.NETTY_IS_KNOWN_TO_THE_PROTOCOL_ALONE, "discovery", "io.netty.buffer.ByteBuf"),
        breach(
            HouseRule.NETTY_IS_KNOWN_TO_THE_PROTOCOL_ALONE,
            "protocol.swarm",
            "io.netty.buffer.ByteBuf"),
        breach(
            HouseRule.THE_SWARM_KNOWS_JAVA_API_AND_METAINFO_ALONE,
            "protocol.swarm",
            "io.quoin.protocol.net.Gate"),
        breach(
            HouseRule.THE_SWARM_KNOWS_JAVA_API_AND_METAINFO_ALONE,
            "protocol.swarm",
            "org.slf4j.Logger"),
        swarm(HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET, "new Thread(() -> {}).start()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET, "new java.util.Timer()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET,
            "java.util.concurrent.Executors.newCachedThreadPool()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET,
            "java.util.concurrent.ThreadLocalRandom.current()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET, "new java.net.Socket()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET,
            "java.nio.channels.SocketChannel.open()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_THREAD_FILE_OR_SOCKET,
            "java.nio.file.Path.of(\"somewhere\")"),
        swarm(
            HouseRule.THE_SWARM_NEITHER_WAITS_NOR_LEAVES_ITS_LOOP,
            "new java.util.concurrent.CompletableFuture<Void>().join()"),
        swarm(
            HouseRule.THE_SWARM_NEITHER_WAITS_NOR_LEAVES_ITS_LOOP,
            "java.util.concurrent.CompletableFuture.runAsync(() -> {})"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "System.nanoTime()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "System.currentTimeMillis()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "java.time.Instant.now()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "java.time.LocalDateTime.now()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "java.time.InstantSource.system()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "java.time.Clock.systemUTC()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CLOCK_OF_ITS_OWN, "new java.util.Date()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN, "Math.random()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN, "new java.util.Random()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN, "new java.util.SplittableRandom()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN, "new java.security.SecureRandom()"),
        swarm(HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN, "java.util.UUID.randomUUID()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN,
            "java.util.random.RandomGenerator.getDefault()"),
        swarm(
            HouseRule.THE_SWARM_HAS_NO_CHANCE_OF_ITS_OWN,
            "java.util.Collections.shuffle(new java.util.ArrayList<String>())"));
  }

  /** A class of a room with a field of a type that it must not know. */
  private static Breach breach(HouseRule rule, String room, String type) {
    int dot = type.lastIndexOf('.');
    return new Breach(
        rule,
        room + " that knows " + type,
        List.of(
            "package "
                + type.substring(0, dot)
                + "; public class "
                + type.substring(dot + 1)
                + " {}",
            "package io.quoin." + room + "; class Bad { " + type + " field; }"));
  }

  /** A class of the swarm that does what it must not. */
  private static Breach swarm(HouseRule rule, String call) {
    return new Breach(
        rule,
        call,
        List.of(
            "package io.quoin.protocol.swarm; class Bad { void bad() throws Exception { "
                + call
                + "; } }"));
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void a_breach_is_found(Breach breach) throws IOException {
    for (String source : breach.sources()) {
      new SourceFile(source).compile(temporary);
    }

    JavaClasses bad = new ClassFileImporter().importPath(temporary.resolve("classes"));

    assertThat(breach.rule().evaluate(bad).getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains("Bad"));
  }

  @ParameterizedTest
  @EnumSource
  void every_rule_has_a_breach(HouseRule rule) {
    assertThat(breaches()).anyMatch(breach -> breach.rule() == rule);
  }

  @Test
  void nobody_sleeps() throws IOException {
    List<String> sleeping = new ArrayList<>();
    for (String folder : SOURCES) {
      try (Stream<Path> files = Files.walk(Path.of("..", folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          sleeping.addAll(sleeps(file.toString(), Files.readString(file)));
        }
      }
    }

    assertThat(sleeping).isEmpty();
  }

  @Test
  void a_sleeper_is_found() {
    String sleep = "sleep";

    assertThat(sleeps("A", "Thread." + sleep + "(1);")).hasSize(1);
    assertThat(sleeps("A", "TimeUnit.SECONDS." + sleep + "(1);")).hasSize(1);
    assertThat(sleeps("A", "run(Thread::" + sleep + ");")).hasSize(1);
    assertThat(sleeps("A", "// it does not " + sleep + "\nawait();")).isEmpty();
  }

  private static List<String> sleeps(String file, String source) {
    return Arrays.stream(source.split("\n", -1))
        .filter(line -> SLEEP.matcher(line).find())
        .map(line -> file + ": " + line.strip())
        .toList();
  }
}
