package io.quoin.experiments.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsPageTest {

  @Test
  void a_section_takes_the_place_of_the_one_of_its_title(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("page.md");
    SocketsPage page = new SocketsPage(file);
    page.put("B", "the second\n\n| a | table |");
    page.put("A", "the first");
    page.put("C", "the third");

    page.put("B", "anew");

    assertThat(Files.readString(file))
        .startsWith("# The incentive over real sockets")
        .endsWith("\n## A\n\nthe first\n\n## B\n\nanew\n\n## C\n\nthe third\n");
  }
}
