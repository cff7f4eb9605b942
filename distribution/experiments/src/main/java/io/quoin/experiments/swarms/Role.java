package io.quoin.experiments.swarms;

/** What a peer of an experiment is. */
enum Role {
  /** Has everything from the beginning. */
  SEED,
  /** Pays while the incentive is on. */
  PAYER,
  /** Gives what it can and does not pay. */
  OTHER,
  /** Gives nothing. */
  FREE_RIDER
}
