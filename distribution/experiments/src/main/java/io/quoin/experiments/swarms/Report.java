package io.quoin.experiments.swarms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report: what holds and what does not first, then a section a claim. */
final class Report {
  /** The folder of the pictures, beside the document. */
  static final String PICTURES = "incentive-results";

  private static final String DOCUMENT = "incentive-results.md";

  private final Scale scale;
  private final long reached;
  private final List<Section> sections;

  Report(Scale scale, long reached, List<Section> sections) {
    this.reached = reached;
    this.scale = scale;
    this.sections = List.copyOf(sections);
  }

  /** Writes it, and its pictures beside it. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(PICTURES));
    Map<String, String> pictures = new TreeMap<>();
    sections.forEach(section -> pictures.putAll(section.pictures()));
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      Files.writeString(
          folder.resolve(PICTURES).resolve(picture.getKey() + ".svg"), picture.getValue());
    }
    Files.writeString(folder.resolve(DOCUMENT), markdown());
  }

  List<Verdict> verdicts() {
    return sections.stream().flatMap(section -> section.verdicts().stream()).toList();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What the incentive does, measured

        Written by `distribution/experiments/results`. Whole swarms of the shipped engine and policy
        on a simulated network and a virtual clock: the same seed gives the same run on every
        machine, and nothing here is set by hand. Signatures are stand-ins, the ledger is in memory,
        a transfer is final after 57 seconds, two a day are free and the others cost a fee, which
        the users of these experiments allow. Settings are otherwise those that the bundle has by
        default: 80 % of a limited upload for those who do not pay, four sellers at a time that were
        never paid before.

        """);
    text.append(
        String.format(
            Locale.ROOT,
            "Seeds 1 to %d, fewer where a table says so%s. A figure is the mean over the"
                + " seeds with%nits 95 %% interval, by Student's distribution; the end of the"
                + " interval that is nearer to the bar%nis held against it.%n%n",
            reached,
            reached < scale.seeds() ? " (of " + scale.seeds() + ": the run is not over)" : ""));
    text.append("| claim | | figure | bar | |\n| --- | --- | --- | --- | --- |\n");
    for (Verdict verdict : verdicts()) {
      text.append("| ").append(verdict.claim()).append(" | ").append(verdict.what()).append(" | ");
      text.append(verdict.figure()).append(" | ").append(verdict.bar()).append(" | ");
      text.append(verdict.holds() ? "holds" : "**does not hold**").append(" |\n");
    }
    for (Section section : sections) {
      text.append('\n').append(section.markdown());
    }
    return text.toString();
  }
}
