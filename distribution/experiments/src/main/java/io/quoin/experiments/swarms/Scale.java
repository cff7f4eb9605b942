package io.quoin.experiments.swarms;

import io.quoin.testbed.StandardSwarm;

/**
 * How large experiments are.
 *
 * @param leeches of the usual swarm
 * @param mib of the usual torrent
 * @param seeds runs of what has a bar to hold
 * @param few runs of what is shown besides
 */
record Scale(int leeches, long mib, int seeds, int few) {

  /** Runs of what has a bar to hold by far. */
  int half() {
    return (seeds + 1) / 2;
  }

  StandardSwarm swarm() {
    return new StandardSwarm(leeches, mib << 20);
  }
}
