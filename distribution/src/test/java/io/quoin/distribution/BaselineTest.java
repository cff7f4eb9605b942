package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {

  private static final String TWO_METHODS = "public interface Surface { void one(); void two(); }";
  private static final String ONE_METHOD = "public interface Surface { void one(); }";

  @TempDir Path temporary;

  /** Compiles a package with one type and makes a bundle that exports it. */
  private Path bundle(String build, String type, String version) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve(build));
    Path source = Files.writeString(folder.resolve("Surface.java"), "package surface; " + type);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(failed).isZero();
    try (Builder builder = new Builder()) {
      builder.addClasspath(new File(classes.toString()));
      builder.setProperty("Bundle-SymbolicName", "surface");
      builder.setProperty("Export-Package", "surface;version=" + version);
      try (Jar jar = builder.build()) {
        Path file = folder.resolve("surface.jar");
        jar.write(file.toFile());
        return file;
      }
    }
  }

  @Test
  void a_removed_method_is_refused() throws Exception {
    List<String> complaints =
        PackageBaseline.complaints(
            bundle("old", TWO_METHODS, "0.1.0"), bundle("new", ONE_METHOD, "0.1.0"));

    assertThat(complaints).singleElement().asString().contains("surface 0.1.0: MAJOR since 0.1.0");
  }

  @Test
  void a_removed_method_with_a_new_version_is_taken() throws Exception {
    assertThat(
            PackageBaseline.complaints(
                bundle("old", TWO_METHODS, "0.1.0"), bundle("new", ONE_METHOD, "0.2.0")))
        .isEmpty();
  }

  @Test
  void from_1_0_on_a_removed_method_needs_a_new_major_version() throws Exception {
    assertThat(
            PackageBaseline.complaints(
                bundle("old", TWO_METHODS, "1.0.0"), bundle("new", ONE_METHOD, "1.1.0")))
        .hasSize(1);
  }

  @Test
  void an_unchanged_package_is_taken() throws Exception {
    assertThat(
            PackageBaseline.complaints(
                bundle("old", ONE_METHOD, "0.1.0"), bundle("new", ONE_METHOD, "0.1.0")))
        .isEmpty();
  }

  /** The packages that are guarded, as they are built. */
  @ParameterizedTest
  @ValueSource(strings = {"io/quoin/api/session", "io/quoin/api/lease"})
  void a_package_that_the_api_no_longer_has_is_refused(String gone) throws Exception {
    Path api = Assembly.jars(Assembly.LIB, "io.quoin.api-*.jar").get(0);
    Path without = temporary.resolve("without.jar");
    try (Jar jar = new Jar(api.toFile())) {
      jar.removePrefix(gone + "/");
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest.getMainAttributes();
      Parameters exported = new Parameters(attributes.getValue("Export-Package"));
      exported.remove(gone.replace('/', '.'));
      attributes.putValue("Export-Package", exported.toString());
      jar.setManifest(manifest);
      jar.write(without.toFile());
    }

    assertThat(PackageBaseline.complaints(api, without))
        .anySatisfy(complaint -> assertThat(complaint).contains(gone.replace('/', '.')));
    assertThat(PackageBaseline.complaints(api, api)).isEmpty();
  }

  /** Only where a released build is named: {@code .ci/baseline} makes one of the newest tag. */
  @ParameterizedTest
  @ValueSource(strings = {"api", "metainfo"})
  void the_packages_say_what_changed_since_the_release(String room) throws Exception {
    String released = System.getProperty("baseline", "");
    assumeFalse(released.isEmpty(), "no release to compare with");
    Path older =
        Assembly.jars(Path.of(released, room, "target"), "io.quoin." + room + "-*.jar").get(0);
    Path newer = Assembly.jars(Assembly.LIB, "io.quoin." + room + "-*.jar").get(0);

    assertThat(PackageBaseline.complaints(older, newer)).isEmpty();
  }
}
