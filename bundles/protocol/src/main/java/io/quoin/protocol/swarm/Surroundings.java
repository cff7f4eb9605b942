package io.quoin.protocol.swarm;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * All that a swarm knows of the world.
 *
 * @param loop where it lives
 * @param dialer opens connections
 * @param random seeded where runs are to be repeated
 * @param clock the wall clock
 * @param secrets what peers must not be able to foresee; seeded where runs are to be repeated
 */
public record Surroundings(
    Loop loop,
    Dialer dialer,
    RandomGenerator random,
    InstantSource clock,
    RandomGenerator secrets) {}
