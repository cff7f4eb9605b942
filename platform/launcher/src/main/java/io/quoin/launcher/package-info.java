/**
 * The command line. Each command is a class that reads its switches, does one thing and prints the
 * answer; what they share (sources, units, progress, failures) stands beside them. A platform is
 * started through the same {@link io.quoin.platform.Platform} that other hosts use.
 */
package io.quoin.launcher;
