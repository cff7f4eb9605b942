import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Writes the packages that the host lends to the bundles, with the versions that the jars on the class path
 * declare: the value of {@code org.osgi.framework.system.packages.extra}. Arguments: the file to write, then the
 * symbolic names of the jars whose exports are lent.
 */
final class HostPackages {

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Set<String> missing = new TreeSet<>(List.of(args).subList(1, args.length));
    Map<String, Set<String>> versions = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Manifest manifest = manifest(Path.of(entry));
      String name = symbolicName(manifest);
      if (missing.remove(name)) {
        new Parameters(manifest.getMainAttributes().getValue("Export-Package"))
            .forEach((exported, attributes) -> add(versions, exported, attributes));
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("not on the class path, so their packages cannot be lent: " + missing);
    }
    List<String> clauses = new ArrayList<>();
    versions.forEach(
        (name, all) -> all.forEach(version -> clauses.add(name + ";version=\"" + version + "\"")));
    Files.createDirectories(target.getParent());
    Files.writeString(target, String.join(",", clauses));
  }

  private static void add(Map<String, Set<String>> versions, String exported, Attrs attributes) {
    String name = exported.replaceAll("~+$", "");
    String version = attributes.getOrDefault("version", "0");
    versions.computeIfAbsent(name, key -> new TreeSet<>()).add(version);
  }

  private static String symbolicName(Manifest manifest) {
    String header = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
    return header == null ? "" : header.replaceAll(";.*", "").strip();
  }

  private static Manifest manifest(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      Path file = entry.resolve(JarFile.MANIFEST_NAME);
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          return new Manifest(in);
        }
      }
    } else if (Files.exists(entry)) {
      try (JarFile jar = new JarFile(entry.toFile())) {
        Manifest manifest = jar.getManifest();
        return manifest == null ? new Manifest() : manifest;
      }
    }
    return new Manifest();
  }
}
