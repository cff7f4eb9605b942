package io.quoin.installer.content;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads through a jar once, before anything of it is believed: a small file can unpack to more than
 * memory and disk hold, and one that has two entries of a name says different things to different
 * readers. What the jar says about its own sizes is not believed either.
 */
final class JarCheck {

  private static final String ABOUT_ITSELF = "META-INF/";

  private final String subject;
  private final Bounds bounds;
  private long left;

  private JarCheck(String subject, Bounds bounds) {
    this.subject = subject;
    this.bounds = bounds;
    this.left = bounds.unpacked();
  }

  static void check(String subject, Path jar, Bounds bounds) throws PluginException {
    new JarCheck(subject, bounds).check(jar);
  }

  private void check(Path jar) throws PluginException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.size() > bounds.entries()) {
        throw tooLarge("has more than " + bounds.entries() + " entries");
      }
      Set<String> names = new HashSet<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!names.add(entry.getName())) {
          throw BundleReader.malformed(
              subject, "has two entries of the name '" + entry.getName() + "'", null);
        }
        try (InputStream in = zip.getInputStream(entry)) {
          left -= size(entry, in);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw BundleReader.malformed(subject, "is no jar: " + e.getMessage(), e);
    }
  }

  private long size(ZipEntry entry, InputStream in) throws IOException, PluginException {
    // Readers of jars hold the files directly under META-INF, the manifest among them, in memory.
    String name = entry.getName().toUpperCase(Locale.ROOT);
    boolean held = name.startsWith(ABOUT_ITSELF) && name.indexOf('/', ABOUT_ITSELF.length()) < 0;
    long most = held ? Math.min(left, bounds.manifest()) : left;
    try {
      return BoundedCopy.copy(in, OutputStream.nullOutputStream(), most).bytes();
    } catch (BoundedCopy.TooLong e) {
      throw most < left
          ? tooLarge("has more than " + most + " bytes in " + entry.getName())
          : tooLarge("has more than " + bounds.unpacked() + " bytes in it");
    }
  }

  private PluginException tooLarge(String problem) {
    return new PluginException(
        Code.TOO_LARGE, subject, problem, "a plugin may not; take out what it does not need");
  }
}
