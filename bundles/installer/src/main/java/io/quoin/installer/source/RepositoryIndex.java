package io.quoin.installer.source;

import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Version;

/**
 * Reads the index of a repository: of each resource its identity and its content. What else stands
 * there is passed over, for the container says itself what a plugin needs; so are resources without
 * a SHA-256 digest.
 */
final class RepositoryIndex {

  private static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";
  private static final String IDENTITY = "osgi.identity";
  private static final String CONTENT = "osgi.content";
  private static final int MOST = 100_000;
  private static final int MOST_DESCRIBED = 1000;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final URI base;
  private final List<IndexedBundle> bundles = new ArrayList<>();
  private final Map<String, Map<String, String>> resource = new HashMap<>();
  private String namespace = "";

  private RepositoryIndex(URI base) {
    this.base = base;
  }

  /**
   * Reads an index.
   *
   * @param base where it is; what it names may be relative to that
   * @throws XMLStreamException if it is none
   */
  static List<IndexedBundle> read(InputStream in, URI base) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // What strangers wrote makes nothing else be read, and does not grow.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    RepositoryIndex index = new RepositoryIndex(base);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    try {
      index.read(reader);
    } finally {
      reader.close();
    }
    return index.bundles;
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    boolean found = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (!found && !reader.getName().equals(name("repository"))) {
            throw new XMLStreamException("it is not the index of a repository");
          }
          found = true;
          begin(reader);
        }
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        case XMLStreamConstants.DTD ->
            throw new XMLStreamException("it has a document type, which no index needs");
        default -> {
          // Text says nothing there.
        }
      }
    }
  }

  private static QName name(String local) {
    return new QName(NAMESPACE, local);
  }

  private void begin(XMLStreamReader reader) {
    switch (reader.getLocalName()) {
      case "resource" -> resource.clear();
      case "capability" -> {
        namespace = attribute(reader, "namespace");
        resource.putIfAbsent(namespace, new HashMap<>());
      }
      case "requirement" -> namespace = "";
      case "attribute" -> {
        if (namespace.equals(IDENTITY) || namespace.equals(CONTENT)) {
          resource
              .get(namespace)
              .putIfAbsent(attribute(reader, "name"), attribute(reader, "value"));
        }
      }
      default -> {
        // Directives and referrals.
      }
    }
  }

  private static String attribute(XMLStreamReader reader, String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name)).orElse("");
  }

  private void end(XMLStreamReader reader) throws XMLStreamException {
    if (reader.getLocalName().equals("resource")) {
      bundle().ifPresent(bundles::add);
      if (bundles.size() > MOST) {
        throw new XMLStreamException("it has more than " + MOST + " bundles");
      }
    }
  }

  private Optional<IndexedBundle> bundle() {
    Map<String, String> identity = resource.getOrDefault(IDENTITY, Map.of());
    Map<String, String> content = resource.getOrDefault(CONTENT, Map.of());
    String digest = content.getOrDefault(CONTENT, "").toLowerCase(Locale.ROOT);
    try {
      if (identity.containsKey(IDENTITY) && DIGEST.matcher(digest).matches()) {
        URI url = base.resolve(content.getOrDefault("url", ""));
        return reachable(url)
            ? Optional.of(
                new IndexedBundle(
                    identity.get(IDENTITY),
                    Version.parseVersion(identity.get("version")),
                    url,
                    digest,
                    shortened(identity.getOrDefault("description", ""))))
            : Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      // One that cannot be read is not there.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String shortened(String description) {
    return description.substring(0, Math.min(description.length(), MOST_DESCRIBED));
  }

  /** An index on a server names no files of this machine. */
  private boolean reachable(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return web || ("file".equals(base.getScheme()) && "file".equals(url.getScheme()));
  }
}
