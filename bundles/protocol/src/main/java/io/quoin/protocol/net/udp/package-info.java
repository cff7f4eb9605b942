/**
 * The engine's UDP sockets, shared by everything that speaks over them: trackers, tables,
 * transports. Datagrams go out through a bounded queue and come in to the first listener that knows
 * them. Nothing here understands a datagram.
 */
package io.quoin.protocol.net.udp;
