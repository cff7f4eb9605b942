/**
 * What changes, as it changes, for programs that follow: server-sent events (the HTML standard's
 * {@code text/event-stream}). Changes are found by looking once a second, and nobody looks while
 * nobody follows: so no torrent is told of more often than that, and no other part of the platform
 * waits for a follower.
 *
 * <p>Every follower has a bounded queue; one that reads too slowly, or returns after more was
 * forgotten than is remembered, is told {@code resync}: it then asks for everything anew.
 */
package io.quoin.control.events;
