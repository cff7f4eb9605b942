package io.quoin.experiments.swarms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * G1, paying works when the swarm is contended, and G2, it hardly touches those who don't pay: the
 * same swarms show both.
 */
final class Contention implements Claim {
  private final Scale scale;
  private final Map<Contest, Lab.Runs<Outcome>> runs = new LinkedHashMap<>();

  Contention(Scale scale) {
    this.scale = scale;
  }

  /** All sell, all know each other, finished peers leave. */
  Contest contest(int payers) {
    return Contest.of(scale.swarm(), payers);
  }

  @Override
  public void plan(Lab lab) {
    plan(lab, contest(0).off(), scale.seeds());
    plan(lab, contest(0).off().staying(), scale.few());
    for (int payers : ServedSooner.BARS.keySet()) {
      plan(lab, contest(payers), scale.seeds());
      plan(lab, contest(payers).staying(), scale.few());
      plan(lab, contest(payers).amongStrangers(), scale.few());
      plan(lab, contest(payers).selling(50), scale.few());
    }
  }

  private void plan(Lab lab, Contest contest, int seeds) {
    runs.put(contest, lab.plan(contest.name(), seeds, contest::play));
  }

  /** What came of it, by seed. */
  List<Outcome> outcomes(Contest contest) {
    return runs.get(contest).results();
  }

  @Override
  public Section conclude() {
    Section section = new Section("G1 and G2: a contended swarm");
    section.text(
        "Two seeds of 4 MiB/s and "
            + scale.leeches()
            + " peers with 2 MiB/s down and 0.5 MiB/s up, 20 to 80 ms apart, want "
            + scale.mib()
            + " MiB in pieces of 1 MiB and arrive within a minute. Upload limits are 96 % of the"
            + " line. All sell, finished peers leave, payers and sellers have dealt with each other"
            + " before, unless the table says otherwise. Off is the same swarm, with the same"
            + " arrivals and latencies, without the extension; the same peers are compared.");
    new ServedSooner(this).describe(section);
    new HardlyTouched(this).describe(section);
    return section;
  }

  @Override
  public List<Audit> audits() {
    return runs.values().stream()
        .flatMap(some -> some.results().stream())
        .map(Outcome::audit)
        .toList();
  }
}
