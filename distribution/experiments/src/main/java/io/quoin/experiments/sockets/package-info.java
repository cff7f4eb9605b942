/**
 * What is measured over real sockets of this machine, with keys that sign, journals on disk and one
 * embedded ledger: that paying works there too, and what it costs.
 */
package io.quoin.experiments.sockets;
