/** A plugin of everything that the engine binds while torrents run, and that changes nothing. */
package io.quoin.survival.plugin.onlooker;
