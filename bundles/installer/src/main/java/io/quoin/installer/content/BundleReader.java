package io.quoin.installer.content;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Reads manifests: a jar as a bundle, and what every bundle of a plugin has to keep to. */
public final class BundleReader {

  private static final String REMEDY = "ask whoever made it for a bundle in order";

  private static final int TOLD = 200;

  private final Bounds bounds;

  /**
   * Reads with these bounds.
   *
   * @param bounds how large a manifest may be
   */
  public BundleReader(Bounds bounds) {
    this.bounds = bounds;
  }

  /** The main section of a jar's manifest; the case of its keys does not matter. */
  Map<String, String> headers(String subject, Path jar) throws PluginException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
      if (entry == null) {
        throw malformed(subject, "has no " + JarFile.MANIFEST_NAME, null);
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      try (InputStream in = zip.getInputStream(entry)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BoundedCopy.copy(in, bytes, bounds.manifest());
        new Manifest(new ByteArrayInputStream(bytes.toByteArray()))
            .getMainAttributes()
            .forEach((key, value) -> headers.put(key.toString(), value.toString()));
      }
      return headers;
    } catch (BoundedCopy.TooLong e) {
      throw new PluginException(
          Code.TOO_LARGE,
          subject,
          "has a manifest of more than " + bounds.manifest() + " bytes",
          REMEDY,
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(subject, "is no jar: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a jar as a bundle.
   *
   * @param subject how messages call it
   * @param jar its file
   * @param digest SHA-256 of the file
   * @return what it says
   * @throws PluginException {@code MALFORMED}, {@code TOO_LARGE}
   */
  public BundleContent bundle(String subject, Path jar, String digest) throws PluginException {
    Map<String, String> headers = headers(subject, jar);
    try {
      String name = single(subject, headers);
      Version version = Version.parseVersion(headers.get(Constants.BUNDLE_VERSION));
      return new BundleContent(
          name, version, jar, digest, headers, ResourceBuilder.build(digest, headers));
    } catch (BundleException e) {
      throw malformed(subject, "is no bundle: " + root(e), e);
    } catch (RuntimeException e) {
      // What the parsers of others do with headers of strangers.
      throw malformed(subject, "has a manifest that cannot be read: " + root(e), e);
    }
  }

  /** The symbolic name of a bundle that may be one of a plugin's. */
  private static String single(String subject, Map<String, String> headers) throws PluginException {
    if (!"2"
        .equals(
            Optional.ofNullable(headers.get(Constants.BUNDLE_MANIFESTVERSION))
                .orElse("")
                .strip())) {
      throw malformed(subject, "is no bundle: its manifest lacks Bundle-ManifestVersion: 2", null);
    }
    Clause[] names = Parser.parseHeader(headers.get(Constants.BUNDLE_SYMBOLICNAME));
    if (names == null || names.length != 1 || names[0].getName().isBlank()) {
      throw malformed(subject, "is no bundle: its manifest lacks one Bundle-SymbolicName", null);
    }
    if ("true".equals(names[0].getDirective(Constants.SINGLETON_DIRECTIVE))) {
      throw malformed(
          subject, "is a singleton, of which no new version can be started beside the old", null);
    }
    return names[0].getName().strip();
  }

  /** It may repeat what the stranger wrote: not all of it, and nothing that moves a cursor. */
  private static String root(Throwable failure) {
    if (failure.getCause() != null) {
      return root(failure.getCause());
    }
    String told = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", "?");
    return told.length() <= TOLD ? told : told.substring(0, TOLD) + "...";
  }

  static PluginException malformed(String subject, String problem, Throwable cause) {
    return new PluginException(Code.MALFORMED, subject, problem, REMEDY, cause);
  }
}
