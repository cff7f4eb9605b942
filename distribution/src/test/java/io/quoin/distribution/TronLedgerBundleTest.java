package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.wallet.Signatures;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** The ledger on TRON as a bundle among others: it keeps to itself, and leaves nothing. */
@Tag("in-container")
@Isolated("it counts threads and descriptors")
class TronLedgerBundleTest {

  private static final String NAME = "io.quoin.ledger.tron";
  private static final String PACKAGE = PackageNamespace.PACKAGE_NAMESPACE;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> PRIVATE =
      List.of(
          "org.tron.trident.api.WalletGrpc",
          "io.grpc.Channel",
          "com.google.protobuf.Message",
          "com.google.common.collect.ImmutableList",
          "okio.Buffer",
          "kotlin.Unit");

  @TempDir Path temporary;
  private TronNode node;
  private Framework framework;

  @BeforeEach
  void startNode() throws Exception {
    node = new TronNode();
  }

  @AfterEach
  void stopNode() throws Exception {
    node.close();
  }

  private PlatformBuilder builder() {
    return Platform.builder()
        .bundles(Assembly.BUNDLES)
        .profile(Profile.FULL)
        .data(temporary.resolve("data"))
        .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
        .configure(NAME, node.configuration())
        .framework(
            properties -> {
              framework = new FrameworkFactory().newFramework(properties);
              return framework;
            });
  }

  private static long head(Platform platform) throws Exception {
    return await()
        .atMost(SOON)
        .until(
            () -> platform.service(TokenLedger.class, SOON),
            ledger -> ledger.net().toString().equals(TronNode.NET))
        .head()
        .toCompletableFuture()
        .get(SOON.toSeconds(), TimeUnit.SECONDS)
        .number();
  }

  @Test
  void it_is_used_instead_of_the_embedded_ledger_once_it_is_configured() throws Exception {
    try (Platform platform = builder().start()) {
      assertThat(head(platform)).isEqualTo(TronNode.HEAD);
    }
  }

  @Test
  void no_other_bundle_sees_what_it_is_made_of() throws Exception {
    try (Platform platform = builder().start()) {
      head(platform);

      for (String type : PRIVATE) {
        assertThat(loader().loadClass(type).getClassLoader()).isSameAs(loader());
        assertThat(packages()).isNotEmpty().noneMatch(type::startsWith);
      }
    }
  }

  /** What any bundle has from another one, or from the host. */
  private Set<String> packages() {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .flatMap(bundle -> bundle.adapt(BundleWiring.class).getCapabilities(PACKAGE).stream())
        .map(exported -> exported.getAttributes().get(PACKAGE) + ".")
        .collect(Collectors.toSet());
  }

  @Test
  void of_trident_it_has_the_messages_alone() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.startsWith("org/tron/")))
          .isNotEmpty()
          .allMatch(name -> name.matches("org/tron/(trident/((api|proto)/.*)?)?"));
    }
  }

  private static Path jar() throws IOException {
    return Assembly.jars(Assembly.BUNDLES, NAME + "-*.jar").get(0);
  }

  @Test
  void the_machines_providers_of_cryptography_stay_as_they_are() throws Exception {
    List<Provider> before = Arrays.asList(Security.getProviders());

    try (Platform platform = builder().start()) {
      head(platform);
      platform.service(Signatures.class, SOON);
    }

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
  }

  @Test
  void a_hundred_installations_leave_nothing() throws Exception {
    Path jar = jar();
    try (Platform platform = builder().start()) {
      head(platform);
      platform.uninstallBundle(NAME);
      Leftovers leftovers = new Leftovers();

      for (int i = 0; i < 100; i++) {
        platform.installBundle(jar);
        assertThat(head(platform)).isEqualTo(TronNode.HEAD);
        leftovers.watch(loader());
        platform.uninstallBundle(NAME);
      }

      assertThat(leftovers.watched()).isEqualTo(100);
      leftovers.assertNone(SOON);
    }
  }

  private ClassLoader loader() {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .filter(bundle -> NAME.equals(bundle.getSymbolicName()))
        .map(bundle -> bundle.adapt(BundleWiring.class).getClassLoader())
        .findFirst()
        .orElseThrow();
  }
}
