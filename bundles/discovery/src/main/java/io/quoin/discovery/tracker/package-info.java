/**
 * Announces torrents to their trackers and reports the peers they name. For every torrent its tiers
 * are walked as BEP 12 says; each tracker is asked over HTTP (BEP 3, 7, 23, 31) or UDP (BEP 15, 41)
 * at its own interval. Everything is decided on one thread; the network is the engine's, lent as
 * documents and datagrams, and no socket is opened here.
 */
package io.quoin.discovery.tracker;
