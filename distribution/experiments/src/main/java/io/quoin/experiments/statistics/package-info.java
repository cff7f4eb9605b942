/** What is made of the figures of many runs. */
package io.quoin.experiments.statistics;
