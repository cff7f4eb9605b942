/**
 * The engine's sockets, lent: datagrams on the listening port and bounded fetches of small
 * documents. Bundles that need the network use these and open no socket of their own, so that
 * binding to an interface and proxies hold for everything.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.net;
