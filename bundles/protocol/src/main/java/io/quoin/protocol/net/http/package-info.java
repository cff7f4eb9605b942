/**
 * Fetches small documents over HTTP/1.1 and TLS on the engine's event loops: one connection a
 * request, redirects followed, gzip unpacked, everything bounded. Names are resolved off the loops,
 * the rule about inside addresses is applied to the very address that is then connected to. Nothing
 * here knows what a document is for. Sources: RFC 9110, RFC 9112.
 */
package io.quoin.protocol.net.http;
