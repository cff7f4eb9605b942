package io.quoin.distribution;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * How a bundle describes the configuration of a component (Metatype).
 *
 * @param pid of the configuration
 * @param text one sentence
 * @param keys in the order of the file
 */
record Description(String pid, String text, List<Key> keys) {

  private static final String FOLDER = "OSGI-INF/metatype/";

  /** One setting. */
  record Key(String id, String type, String defaultValue, String text) {}

  /** All descriptions in a jar. */
  static List<Description> in(Path jar) throws Exception {
    List<Description> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml")) {
          try (InputStream in = file.getInputStream(entry)) {
            found.add(read(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)));
          }
        }
      }
    }
    return found;
  }

  private static Description read(Document document) {
    List<Key> keys = new ArrayList<>();
    for (Element attribute : elements(document, "AD")) {
      boolean list = !attribute.getAttribute("cardinality").isEmpty();
      keys.add(
          new Key(
              attribute.getAttribute("id"),
              attribute.getAttribute("type") + (list ? " list" : ""),
              attribute.getAttribute("default"),
              attribute.getAttribute("description")));
    }
    return new Description(
        elements(document, "Designate").get(0).getAttribute("pid"),
        elements(document, "OCD").get(0).getAttribute("description"),
        keys);
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** As the documentation shows it. */
  String table() {
    StringBuilder table = new StringBuilder("\n" + text + "\n\n");
    table.append("| key | type | default | |\n|---|---|---|---|\n");
    for (Key key : keys) {
      String value = key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`";
      table.append("| `%s` | %s | %s | %s |\n".formatted(key.id(), key.type(), value, key.text()));
    }
    return table.append('\n').toString();
  }
}
