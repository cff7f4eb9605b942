package io.quoin.api.health;

/**
 * What one check answered.
 *
 * @param name of the check
 * @param concern what it is about
 * @param finding what it found, or that it did not answer
 */
public record HealthAnswer(String name, HealthConcern concern, HealthFinding finding) {}
