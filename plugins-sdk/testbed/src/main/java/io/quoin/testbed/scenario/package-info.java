/**
 * Swarms that are described once and played on different grounds: on the simulated network, in
 * virtual time, or over real sockets of this machine with the engine as it ships. What agrees on
 * both can be believed of the one where only it can be tried.
 *
 * <pre>{@code
 * Scenario scenario =
 *     new Scenario(
 *         "one seed", 32 << 20, 1 << 18,
 *         List.of(
 *             ScenarioPeer.seed("seed", Limits.DEFAULT.withRates(4 << 20, 4 << 20)),
 *             ScenarioPeer.leech("first", Limits.DEFAULT.withRates(2 << 20, 1 << 20)),
 *             ScenarioPeer.leech("second", Limits.DEFAULT.withRates(2 << 20, 1 << 20))));
 * for (Ground ground : List.of(SimulatedGround.ofThisMachine(), new LoopbackGround())) {
 *   System.out.println(ground.play(stage -> scenario, 1, Duration.ofMinutes(2)));
 * }
 * }</pre>
 *
 * <p>Rates are those of the engine's own limits, on every ground. What differs is honest: real
 * sockets have a scheduler, buffers and hashing behind them, the simulated ones have not; so rates
 * are to stay far below what the machine can do, 40 MiB a second in all.
 */
package io.quoin.testbed.scenario;
