package io.quoin.wallet.journal;

import java.nio.file.Path;

/**
 * Where a journal is, and how much it takes.
 *
 * @param directory each owner has files of its own in it
 * @param connector opens them
 * @param limits how much
 */
record JournalPlace(Path directory, JournalFile.Connector connector, Limits limits) {}
