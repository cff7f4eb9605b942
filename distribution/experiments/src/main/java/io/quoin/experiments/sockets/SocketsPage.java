package io.quoin.experiments.sockets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page with what was measured: each measurement has a section and replaces its own alone. */
final class SocketsPage {
  private static final String HEAD =
      """
      # The incentive over real sockets, measured

      Every section was written by the command that it names, on one machine, over its loopback
      interface: the shipped engine, keys that sign, journals on disk, one embedded ledger. With
      and without the incentive take turns, and which comes first does as well; a pair's two runs
      have the same seed. Claims are those of [the BTT extension](btt-extension.md); the simulated
      network has [a page of its own](incentive-results.md).
      """;

  private static final Pattern SECTION =
      Pattern.compile("^## ([^\n]+)\n(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private final Path file;

  SocketsPage(Path file) {
    this.file = file;
  }

  /** Puts a section in the place of the one of that title, if there is one. */
  void put(String title, String text) throws IOException {
    Map<String, String> sections = new TreeMap<>();
    if (Files.exists(file)) {
      Matcher found = SECTION.matcher(Files.readString(file));
      while (found.find()) {
        sections.put(found.group(1), found.group(2).strip());
      }
    }
    sections.put(title, text.strip());
    StringBuilder page = new StringBuilder(HEAD);
    sections.forEach((name, body) -> page.append("\n## " + name + "\n\n" + body + "\n"));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, page.toString().getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
