package io.quoin.experiments.swarms;

import java.util.List;

/** Something that is claimed of the incentive, and the experiment that shows it or does not. */
interface Claim {

  /** Plans its runs. */
  void plan(Lab lab);

  /** Says what came of those runs that the lab has waited for. */
  Section conclude();

  /** What was found in the books of those runs. */
  List<Audit> audits();
}
