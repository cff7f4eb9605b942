package io.quoin.survival;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** Makes a bundle of the package of an activator of the tests. */
final class PluginJar {

  private static final Path CLASSES = Path.of("target", "test-classes");
  private static final String IMPORTS =
      "org.osgi.framework,io.quoin.api.storage,io.quoin.api.incentive,io.quoin.api.torrent,"
          + "io.quoin.api.peers,io.quoin.api.extension";
  private static final String CAPABILITIES =
      Stream.of(IMPORTS.split(","))
          .filter(name -> name.startsWith("io.quoin."))
          .map(name -> "package;name=" + name)
          .collect(Collectors.joining(","));

  private PluginJar() {}

  static Path of(
      Path directory,
      String name,
      Class<? extends BundleActivator> activator,
      Map<String, String> headers)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
    main.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
    main.putValue(Constants.IMPORT_PACKAGE, IMPORTS);
    main.putValue("Quoin-Capabilities", CAPABILITIES);
    headers.forEach(main::putValue);
    String folder = activator.getPackageName().replace('.', '/');
    List<Path> classes;
    try (Stream<Path> all = Files.list(CLASSES.resolve(folder))) {
      classes = all.toList();
    }
    Path file = directory.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Path each : classes) {
        jar.putNextEntry(new ZipEntry(folder + "/" + each.getFileName()));
        Files.copy(each, jar);
      }
    }
    return file;
  }
}
