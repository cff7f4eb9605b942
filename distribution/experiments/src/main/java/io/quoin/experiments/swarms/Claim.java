package io.quoin.experiments.swarms;

import java.util.List;

/** Something that is claimed of the incentive, and the experiment that shows it or does not. */
interface Claim {

  /** Its runs are planned; it waits for nothing. */
  void begin(Lab lab);

  /** Waits for the runs and says what came of them. */
  Section conclude();

  /** What was found in the books of all its runs; after {@link #conclude}. */
  List<Audit> audits();
}
