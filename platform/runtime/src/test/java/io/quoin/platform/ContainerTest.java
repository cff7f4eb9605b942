package io.quoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quoin.platform.hanger.Hanger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {

  @TempDir Path temporary;

  @Test
  void a_bundle_that_does_not_stop_is_waited_for_no_longer_than_told() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Hanger.class);
    try (PrivateDirectory directory = PrivateDirectory.temporary()) {
      Container container =
          new Container(
              new FrameworkFactory()
                  .newFramework(FrameworkProperties.of(directory, Optional.empty(), List.of())));
      container.open();
      container.install(BundleFolder.jars(bundles), Profile.FULL, false);
      container.start();
      container.raise(StartOrder.ALL);
      Supplier<?> hanger = new Services(container).find(Supplier.class).orElseThrow();

      assertThatThrownBy(() -> container.stop(Duration.ofMillis(100)))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(PlatformException.Code.TIMEOUT));

      await().until(() -> hanger.get() != null);
      ((Thread) hanger.get()).interrupt();
      container.stop(Duration.ofSeconds(10));
    }
  }
}
