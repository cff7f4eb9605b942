/**
 * Swarms on the simulated network, with the incentive and without: what paying is good for, and
 * what it does to those who don't.
 */
package io.quoin.experiments.swarms;
