package io.quoin.experiments.swarms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report: what holds and what does not first, then a section a claim. */
final class Report {
  /** The folder of the pictures, beside the document. */
  static final String PICTURES = "incentive-results";

  private static final String DOCUMENT = "incentive-results.md";

  private final Scale scale;
  private final List<Section> sections;

  Report(Scale scale, List<Section> sections) {
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
    text.append("# What the incentive does\n\n");
    text.append(
        """
        Written by `./quoin bench incentive`. Whole swarms of the shipped engine and BTT policy on a
        simulated network and a virtual clock: the same seed gives the same run, on every machine.
        Signatures are stand-ins, the ledger is in memory, a transfer is final after 57 seconds, two
        a day are free and the others cost a fee, which the users of these experiments allow.
        Settings are otherwise those that the bundle has by default: 80 % of a limited upload for
        those who do not pay, four sellers at a time that were never paid before.

        """);
    text.append("Seeds 1 to ").append(scale.seeds()).append(" where a figure has a bar to hold, 1 to ");
    text.append(scale.few()).append(
        """
         where it is shown besides. Intervals are those of the
        median over the seeds, from its order statistics, with at least 95 % certainty (with fewer
        than six seeds: all values). The end of the interval that is nearer to the bar is held
        against it.

        """);
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
