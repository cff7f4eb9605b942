/**
 * A notifier as a plugin: when a torrent is complete it posts a JSON document to a web address, and
 * tries again for a while if that does not answer. It shows what a plugin that follows the
 * platform's life-cycle events looks like: an event handler that returns at once, a bounded queue,
 * a thread of its own, a secret that nobody else can read, and nothing left behind when it stops.
 * Torrents that complete while it is stopped, or are queued when it stops, are not told of.
 */
package io.quoin.examples.webhook;
