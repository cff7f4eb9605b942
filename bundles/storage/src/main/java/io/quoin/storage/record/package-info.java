/**
 * What is known of a torrent's data between runs: one bencoded record a torrent, written whole, so
 * that a power cut leaves the old or the new one.
 */
package io.quoin.storage.record;
