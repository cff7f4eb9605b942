package io.quoin.installer.content;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Reads a plugin's jar: a single bundle, or an archive that names the bundles in it. Bundles of an
 * archive are unpacked beside it.
 */
public final class PluginReader {

  static final String ID = "Quoin-Plugin";
  static final String VERSION = "Quoin-Plugin-Version";
  static final String BUNDLES = "Quoin-Plugin-Bundles";

  private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Bounds bounds;
  private final BundleReader manifests;

  /**
   * Reads within these bounds.
   *
   * @param bounds how large a plugin may be
   */
  public PluginReader(Bounds bounds) {
    this.bounds = bounds;
    this.manifests = new BundleReader(bounds);
  }

  /**
   * Reads a plugin.
   *
   * @param file its jar
   * @param staging where bundles of an archive go
   * @return what it says
   * @throws PluginException {@code MALFORMED}, {@code TOO_LARGE}
   */
  public PluginContent read(PluginFile file, Staging staging) throws PluginException {
    Map<String, String> headers = manifests.headers(file.subject(), file.jar());
    return checked(
        file,
        headers.containsKey(BUNDLES) ? archive(file, headers, staging) : single(file, headers));
  }

  /**
   * Reads a plugin of one bundle.
   *
   * @param file its jar
   * @return what it says
   * @throws PluginException {@code MALFORMED}, {@code TOO_LARGE}
   */
  public PluginContent read(PluginFile file) throws PluginException {
    return checked(file, single(file, manifests.headers(file.subject(), file.jar())));
  }

  private static PluginContent checked(PluginFile file, PluginContent content)
      throws PluginException {
    if (!ID_FORM.matcher(content.id()).matches()) {
      throw BundleReader.malformed(
          file.subject(),
          "has the id '"
              + abbreviated(content.id())
              + "', which is not 1 to 100 letters, digits, dots, hyphens and underscores",
          null);
    }
    refuseTwoOfOneName(file.subject(), content.bundles());
    refuseForeignHosts(file.subject(), content.bundles());
    return content;
  }

  private PluginContent single(PluginFile file, Map<String, String> headers)
      throws PluginException {
    BundleContent bundle = manifests.bundle(file.subject(), file.jar(), file.digest());
    return new PluginContent(
        Optional.ofNullable(headers.get(ID)).map(String::strip).orElse(bundle.name()),
        bundle.version(),
        List.of(bundle),
        capabilities(file, headers));
  }

  private PluginContent archive(PluginFile file, Map<String, String> headers, Staging staging)
      throws PluginException {
    List<String> entries =
        Arrays.stream(headers.get(BUNDLES).split(",", -1)).map(String::strip).toList();
    if (entries.size() > bounds.bundles()) {
      throw new PluginException(
          Code.TOO_LARGE,
          file.subject(),
          "has more than " + bounds.bundles() + " bundles",
          "a plugin may not; split it");
    }
    return new PluginContent(
        required(file, headers, ID),
        version(file, required(file, headers, VERSION)),
        unpacked(file, entries, staging),
        capabilities(file, headers));
  }

  private List<BundleContent> unpacked(PluginFile file, List<String> entries, Staging staging)
      throws PluginException {
    List<BundleContent> bundles = new ArrayList<>();
    long left = bounds.unpacked();
    try (ZipFile zip = new ZipFile(file.jar().toFile())) {
      for (String name : entries) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.isDirectory()) {
          throw BundleReader.malformed(
              file.subject(), "names the bundle '" + name + "' that is not in it", null);
        }
        Path jar = staging.next();
        try (InputStream in = zip.getInputStream(entry)) {
          BoundedCopy.Copied copied = BoundedCopy.toFile(in, jar, left);
          left -= copied.bytes();
          bundles.add(manifests.bundle(name + " in " + file.subject(), jar, copied.digest()));
        }
      }
      return bundles;
    } catch (BoundedCopy.TooLong e) {
      throw new PluginException(
          Code.TOO_LARGE,
          file.subject(),
          "has more than " + bounds.unpacked() + " bytes in it",
          "a plugin may not; take out what it does not need",
          e);
    } catch (IOException e) {
      throw BundleReader.malformed(file.subject(), "cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private List<PluginCapability> capabilities(PluginFile file, Map<String, String> headers)
      throws PluginException {
    return new CapabilityHeader(file.subject(), bounds)
        .read(Optional.ofNullable(headers.get(CapabilityHeader.NAME)));
  }

  private static String required(PluginFile file, Map<String, String> headers, String key)
      throws PluginException {
    String value = headers.get(key);
    if (value == null) {
      throw BundleReader.malformed(
          file.subject(), "is an archive of bundles whose manifest lacks " + key, null);
    }
    return value.strip();
  }

  private static Version version(PluginFile file, String text) throws PluginException {
    try {
      return Version.parseVersion(text);
    } catch (IllegalArgumentException e) {
      throw BundleReader.malformed(
          file.subject(), "has the " + VERSION + " '" + abbreviated(text) + "', which is none", e);
    }
  }

  private static void refuseTwoOfOneName(String subject, List<BundleContent> bundles)
      throws PluginException {
    Set<String> names = new HashSet<>();
    for (BundleContent bundle : bundles) {
      if (!names.add(bundle.name())) {
        throw BundleReader.malformed(subject, "has two bundles of the name " + bundle.name(), null);
      }
    }
  }

  /** A fragment becomes part of its host: with one, a plugin would become part of the platform. */
  private static void refuseForeignHosts(String subject, List<BundleContent> bundles)
      throws PluginException {
    for (BundleContent bundle : bundles) {
      Optional<String> host =
          bundle.header(Constants.FRAGMENT_HOST).map(value -> value.split(";", 2)[0].strip());
      if (host.isPresent()
          && bundles.stream().noneMatch(other -> other.name().equals(host.get()))) {
        throw BundleReader.malformed(
            subject,
            "has the fragment " + bundle.name() + " of " + host.get() + ", which is not its own",
            null);
      }
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
