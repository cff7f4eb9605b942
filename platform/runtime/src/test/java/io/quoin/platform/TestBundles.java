package io.quoin.platform;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of bundles: the container's own and small ones made from packages of the tests. */
final class TestBundles {

  static final Path CONTAINER = Path.of("target", "container");

  private TestBundles() {}

  /** The container's bundles, copied so that others can be added. */
  static Path folder(Path parent) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("bundles"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(CONTAINER, "*.jar")) {
      for (Path jar : jars) {
        Files.copy(jar, folder.resolve(jar.getFileName()));
      }
    }
    return folder;
  }

  /** Makes a bundle of one package of the tests. */
  static Path bundle(Path folder, Class<?> member) throws Exception {
    return bundle(folder, member, "1.0.0");
  }

  static Path bundle(Path folder, Class<?> member, String version) throws Exception {
    return bundle(folder, member, version, "*");
  }

  /** Makes a bundle that also needs a package. */
  static Path needing(Path folder, Class<?> member, String needed) throws Exception {
    return bundle(folder, member, "1.0.0", needed + ",*");
  }

  private static Path bundle(Path folder, Class<?> member, String version, String imports)
      throws Exception {
    String name = member.getPackageName();
    try (Builder builder = new Builder()) {
      builder.addClasspath(new File("target/test-classes"));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (entry.contains("quoin") || entry.contains("osgi")) {
          builder.addClasspath(new File(entry));
        }
      }
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", version);
      builder.setProperty("Private-Package", name);
      builder.setProperty("Import-Package", imports);
      builder.setProperty("-noextraheaders", "true");
      try (Jar jar = builder.build()) {
        if (!builder.isOk()) {
          throw new IllegalStateException(builder.getErrors().toString());
        }
        Path file = folder.resolve(name + "-" + version + ".jar");
        jar.write(file.toFile());
        return file;
      }
    }
  }
}
