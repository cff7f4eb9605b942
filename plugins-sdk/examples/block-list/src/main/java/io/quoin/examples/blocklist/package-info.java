/**
 * A block list as a plugin: peers whose addresses a file names are refused. It shows what a filter
 * looks like that is asked on the engine's own threads: everything that takes time happens
 * elsewhere, and the answer is looked up in a table that is exchanged as a whole.
 */
package io.quoin.examples.blocklist;
