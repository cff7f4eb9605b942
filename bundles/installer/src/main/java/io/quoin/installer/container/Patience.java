package io.quoin.installer.container;

import java.time.Duration;

/**
 * How long plugins are waited for.
 *
 * @param start until all bundles of a plugin are started and its services were had once
 * @param watch how long it has to stay healthy afterwards
 * @param stop until all its bundles are stopped
 * @param interrupted until a thread that was interrupted ends
 */
public record Patience(Duration start, Duration watch, Duration stop, Duration interrupted) {}
