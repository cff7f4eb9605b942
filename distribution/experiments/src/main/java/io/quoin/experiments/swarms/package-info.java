/**
 * What the incentive is claimed to do, measured on the simulated network: whole swarms of the
 * shipped engine and policy on a virtual clock, each repeatable by its seed. One class a claim;
 * each plays its swarms, holds the figures against its bar and writes a section of the report.
 */
package io.quoin.experiments.swarms;
