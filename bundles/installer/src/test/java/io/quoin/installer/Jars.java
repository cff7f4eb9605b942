package io.quoin.installer;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Plugins made for tests, unsigned. */
final class Jars {

  private Jars() {}

  /** A bundle without code. */
  static Path bundle(Path folder, String name, String version, Map<String, String> headers)
      throws IOException {
    Attributes main = new Attributes();
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", version);
    headers.forEach(main::putValue);
    byte[] content = (name + " " + version).getBytes(StandardCharsets.UTF_8);
    return jar(folder.resolve(name + "-" + version + ".jar"), main, Map.of("content", content));
  }

  /** An archive of bundles. */
  static Path archive(
      Path folder, String id, String version, Map<String, String> headers, Path... bundles)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Path bundle : bundles) {
      entries.put("lib/" + bundle.getFileName(), Files.readAllBytes(bundle));
    }
    Attributes main = new Attributes();
    main.putValue("Quoin-Plugin", id);
    main.putValue("Quoin-Plugin-Version", version);
    main.putValue("Quoin-Plugin-Bundles", String.join(",", entries.keySet()));
    headers.forEach(main::putValue);
    return jar(folder.resolve(id + "-" + version + ".jar"), main, entries);
  }

  static Path jar(Path file, Attributes main, Map<String, byte[]> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putAll(main);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }

  /** A bundle of one package of the tests. */
  static Path coded(Path folder, Class<?> member, String version, Map<String, String> headers)
      throws Exception {
    String packageName = member.getPackageName();
    String name = packageName.substring(packageName.lastIndexOf('.') + 1);
    try (Builder builder = new Builder()) {
      for (File entry : classPath()) {
        builder.addClasspath(entry);
      }
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", version);
      builder.setProperty("Private-Package", packageName);
      builder.setProperty("-noextraheaders", "true");
      headers.forEach(builder::setProperty);
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

  private static List<File> classPath() {
    List<File> files = new ArrayList<>();
    files.add(new File("target/test-classes"));
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.contains("quoin") || entry.contains("osgi"))
        .map(File::new)
        .forEach(files::add);
    return files;
  }
}
