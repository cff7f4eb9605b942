/**
 * A small HTTP tracker as a plugin (BEP 3, 7, 23): peers of one torrent tell it where they are and
 * get to know each other. It shows what a plugin that only offers something to the outside looks
 * like: one component, one configuration, no service, and nothing left behind when it stops. Peers
 * are kept in memory, in bounded numbers, and forgotten when they are not heard of.
 */
package io.quoin.examples.tracker;
