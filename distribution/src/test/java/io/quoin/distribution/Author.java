package io.quoin.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Somebody who makes plugins, with a key of his own and the JDK's tools. */
final class Author {

  private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");
  private static final String ALIAS = "author";
  private static final String PASSPHRASE = "of a test";

  private final Path folder;
  private final Path keys;

  private Author(Path folder) {
    this.folder = folder;
    this.keys = folder.resolve("keys.p12");
  }

  static Author in(Path folder) throws Exception {
    Author author = new Author(folder);
    author.run(
        "keytool", "-genkeypair", "-alias", ALIAS, "-dname", "CN=An Author", "-keyalg", "EC");
    return author;
  }

  Path certificate() throws Exception {
    Path file = folder.resolve("author.crt");
    if (!Files.exists(file)) {
      run("keytool", "-exportcert", "-rfc", "-alias", ALIAS, "-file", file.toString());
    }
    return file;
  }

  /** A signed copy. */
  Path sign(Path jar) throws Exception {
    Path signed = folder.resolve("signed-" + jar.getFileName());
    run("jarsigner", "-signedjar", signed.toString(), jar.toString(), ALIAS);
    return signed;
  }

  /** A copy that says it is of another version. */
  Path version(Path jar, String version) throws IOException {
    return version(jar, version, "");
  }

  /**
   * A copy of another version that has one more key in each of its configurations.
   *
   * @param key an integer; none if empty
   */
  Path version(Path jar, String version, String key) throws IOException {
    String more =
        key.isEmpty()
            ? ""
            : "<AD id='%s' type='Integer' required='false' default='0'/>".formatted(key);
    Path copy = folder.resolve(version + "-" + jar.getFileName());
    try (JarFile in = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : Collections.list(in.entries())) {
          if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            out.write(content(in, entry, more));
            out.closeEntry();
          }
        }
      }
    }
    return copy;
  }

  private static byte[] content(JarFile jar, JarEntry entry, String moreKeys) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] content = in.readAllBytes();
      return entry.getName().startsWith("OSGI-INF/metatype/")
          ? new String(content, StandardCharsets.UTF_8)
              .replace("</OCD>", moreKeys + "</OCD>")
              .getBytes(StandardCharsets.UTF_8)
          : content;
    }
  }

  private void run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(TOOLS.resolve(tool).toString());
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSPHRASE));
    Collections.addAll(command, arguments);
    if (tool.equals("keytool")) {
      // The option comes first there.
      command.remove(arguments[0]);
      command.add(1, arguments[0]);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
  }
}
