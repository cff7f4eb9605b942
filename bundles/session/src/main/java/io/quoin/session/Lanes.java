package io.quoin.session;

import java.util.concurrent.Executor;

/**
 * Where things run; all but calls one task at a time.
 *
 * @param state every decision; runs no foreign code and never waits
 * @param calls into peer sources, listeners and whoever waits for a torrent; several at once, to be
 *     put in order by {@link SerialLane}
 * @param disk files of the register
 * @param removal deleting data through storage providers, which may take their time
 */
record Lanes(Executor state, Executor calls, Executor disk, Executor removal) {}
