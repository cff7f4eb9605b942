/**
 * Plugins: installed, exchanged and removed while everything else goes on. A change goes through
 * the chapters in this order, and whatever refuses leaves everything as it was:
 *
 * <pre>
 * source     fetch what somebody named, as a whole or not at all
 * content    read it within bounds
 * trust      who signed it
 * resolve    does it fit the container as it runs
 * record     keep its bundles; last of all, remember it
 * container  install, start, watch; an old version goes when the new one is remembered
 * </pre>
 */
package io.quoin.installer;
