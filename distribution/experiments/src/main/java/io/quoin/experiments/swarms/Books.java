package io.quoin.experiments.swarms;

import java.util.List;

/** G7: money is conserved, in the runs of all other claims. */
final class Books {
  private Books() {}

  static Section section(List<Claim> claims) {
    Audit all =
        claims.stream().flatMap(claim -> claim.audits().stream()).reduce(Audit.NONE, Audit::and);
    Section section = new Section("G7: money is conserved");
    section.text(
        "In every run the sum of all balances is compared with what was given out every second, and"
            + " everybody's books with those of whom they deal with every thirty (where peers come and go for hours, every 300): nobody has more than"
            + " was promised, no voucher that was accepted is ever gone, no more is settled than"
            + " accepted. In the end all debts are settled by command, and every balance is compared"
            + " to the base unit with what the books say was paid. Fees are in the network's own coin"
            + " and counted apart.");
    section.table(
        List.of(
            "runs",
            "comparisons",
            "transfers",
            "promised, base units",
            "accepted",
            "moved",
            "fees",
            "disagreements"),
        List.of(
            List.of(
                String.valueOf(all.runs()),
                String.valueOf(all.looks()),
                String.valueOf(all.transfers()),
                String.valueOf(all.promised()),
                String.valueOf(all.accepted()),
                String.valueOf(all.moved()),
                String.valueOf(all.fees()),
                String.valueOf(all.faults().size()))));
    all.faults().stream().limit(10).forEach(fault -> section.text("Disagreement: " + fault));
    section.verdict(
        new Verdict(
            "G7",
            "disagreements between balances and books",
            all.faults().size() + " of " + all.looks() + " comparisons in " + all.runs() + " runs",
            "0",
            all.faults().isEmpty()));
    return section;
  }
}
