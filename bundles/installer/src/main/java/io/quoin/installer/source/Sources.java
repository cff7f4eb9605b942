package io.quoin.installer.source;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOffer;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.content.PluginFile;
import io.quoin.installer.content.Staging;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamException;
import org.osgi.framework.VersionRange;

/** Fetches a plugin's jar from wherever an order says that it is. */
public final class Sources {

  private static final int INDEX_BYTES = 16 << 20;
  private static final int UNPACKED_BYTES = 128 << 20;
  private static final int MOST_FOUND = 1000;

  private final SourceSettings settings;
  private final Bounds bounds;
  private final MavenSource maven;

  /**
   * Fetches from these places.
   *
   * @param settings where to look
   * @param bounds how large a plugin may be
   */
  public Sources(SourceSettings settings, Bounds bounds) {
    this.settings = settings;
    this.bounds = bounds;
    this.maven = new MavenSource(settings);
  }

  /**
   * Fetches a plugin.
   *
   * @param source where it is, as an order has it
   * @param range versions that are wanted where there are several; empty for any
   * @param staging where the copy goes
   * @return the copy
   * @throws PluginException {@code SOURCE}, {@code TOO_LARGE}, {@code INTERRUPTED}, {@code
   *     CHECKSUM}, {@code MALFORMED}
   */
  public PluginFile fetch(URI source, String range, Staging staging) throws PluginException {
    String scheme = String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT);
    Download download = new Download(settings.patience());
    return switch (scheme) {
      case "file" -> PluginFile.fetch(source, staging, bounds);
      case "http", "https" -> {
        Path copy = staging.next();
        String digest = download.toFile(source, copy, bounds.file()).digest();
        yield PluginFile.received(source.toString(), copy, digest, bounds);
      }
      case "mvn" -> {
        Path copy = staging.next();
        String coordinates = source.getSchemeSpecificPart();
        String digest = maven.fetch(coordinates, copy, bounds.file(), download);
        yield PluginFile.received(coordinates, copy, digest, bounds);
      }
      case "repo" -> indexed(source.getSchemeSpecificPart(), range, staging, download);
      default ->
          throw new PluginException(
              Code.SOURCE,
              source.toString(),
              "is not a place to fetch a plugin from",
              "name a file, an address of http or https, mvn:group:artifact:version or repo:name");
    };
  }

  /**
   * What the indexes have.
   *
   * @param text what name or description contains; empty for everything
   * @return by name, the newest of each
   * @throws PluginException {@code SOURCE}, {@code INTERRUPTED}
   */
  public List<PluginOffer> search(String text) throws PluginException {
    String wanted = text.toLowerCase(Locale.ROOT);
    Map<String, IndexedBundle> newest = new TreeMap<>();
    for (IndexedBundle bundle : all(new Download(settings.patience()))) {
      if ((bundle.name() + "\n" + bundle.description()).toLowerCase(Locale.ROOT).contains(wanted)) {
        newest.merge(
            bundle.name(),
            bundle,
            BinaryOperator.maxBy(Comparator.comparing(IndexedBundle::version)));
      }
    }
    return newest.values().stream()
        .limit(MOST_FOUND)
        .map(
            bundle ->
                new PluginOffer(bundle.name(), bundle.version().toString(), bundle.description()))
        .toList();
  }

  private PluginFile indexed(String wanted, String range, Staging staging, Download download)
      throws PluginException {
    String name = wanted.split(":", 2)[0];
    VersionRange asked = range(wanted.contains(":") ? wanted.substring(name.length() + 1) : "");
    VersionRange allowed = range(range);
    IndexedBundle newest =
        all(download).stream()
            .filter(bundle -> bundle.name().equals(name))
            .filter(bundle -> asked.includes(bundle.version()))
            .filter(bundle -> allowed.includes(bundle.version()))
            .max(Comparator.comparing(IndexedBundle::version))
            .orElseThrow(
                () ->
                    new PluginException(
                        Code.SOURCE,
                        "'" + wanted + "'",
                        "is in no repository that is configured"
                            + (range.isBlank() ? "" : ", in the range " + range),
                        "see the key 'repositories' of io.quoin.installer"));
    Path copy = staging.next();
    String digest = download.toFile(newest.url(), copy, bounds.file()).digest();
    if (!digest.equals(newest.digest())) {
      throw new PluginException(
          Code.CHECKSUM,
          newest.url().toString(),
          "has not the SHA-256 checksum that its repository says",
          "try again; if it stays so, tell whoever runs the repository");
    }
    return PluginFile.received(newest.url().toString(), copy, digest, bounds);
  }

  private static VersionRange range(String text) throws PluginException {
    try {
      return VersionRange.valueOf(text.isBlank() ? "0" : text);
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          Code.BAD_RANGE,
          "'" + text + "'",
          "is no range of versions",
          "write one such as [1.2,2), or [1.2.3,1.2.3] for a single version",
          e);
    }
  }

  private List<IndexedBundle> all(Download download) throws PluginException {
    List<IndexedBundle> bundles = new ArrayList<>();
    for (URI index : settings.indexes()) {
      byte[] bytes =
          download
              .small(index, INDEX_BYTES)
              .orElseThrow(
                  () ->
                      new PluginException(
                          Code.SOURCE,
                          index.toString(),
                          "is not there",
                          "see the key 'repositories' of io.quoin.installer"));
      try (InputStream in = unpacked(bytes)) {
        bundles.addAll(RepositoryIndex.read(in, index));
      } catch (IOException | XMLStreamException e) {
        throw new PluginException(
            Code.SOURCE,
            index.toString(),
            "is no index of a repository: " + e.getMessage(),
            "see the key 'repositories' of io.quoin.installer",
            e);
      }
    }
    return bundles;
  }

  private static InputStream unpacked(byte[] bytes) throws IOException {
    boolean packed = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    InputStream in = new ByteArrayInputStream(bytes);
    return packed ? new Limited(new GZIPInputStream(in), UNPACKED_BYTES) : in;
  }
}
