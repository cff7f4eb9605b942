package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The Maven repository for plugin authors. */
class SdkTest {

  private static final Path SDK = Assembly.HOME.resolve("sdk");

  static List<Path> poms() throws Exception {
    try (Stream<Path> files = Files.walk(SDK)) {
      List<Path> poms = files.filter(file -> file.toString().endsWith(".pom")).sorted().toList();
      assertThat(poms)
          .extracting(pom -> pom.getParent().getParent().getFileName().toString())
          .contains(
              "io.quoin.api",
              "io.quoin.metainfo",
              "io.quoin.tck",
              "io.quoin.testbed",
              "quoin-archetype",
              "quoin-bom");
      return poms;
    }
  }

  @ParameterizedTest
  @MethodSource("poms")
  void nothing_in_it_needs_what_is_not_there(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();

    assertThat(project.getElementsByTagNameNS("*", "parent").getLength()).isZero();
    for (Element dependency : elements(project, "dependency")) {
      String artifact = text(dependency, "artifactId");
      String version = text(dependency, "version");
      assertThat(version).as(artifact).matches("[0-9][0-9A-Za-z.-]*");
      if (text(dependency, "groupId").equals("io.quoin")) {
        assertThat(SDK.resolve("io/quoin").resolve(artifact).resolve(version))
            .isDirectoryContaining("glob:**/" + artifact + "-" + version + ".jar")
            .isDirectoryContaining("glob:**/" + artifact + "-" + version + ".pom");
      }
    }
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static String text(Element in, String name) {
    return elements(in, name).get(0).getTextContent();
  }
}
