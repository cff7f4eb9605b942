/**
 * The register of torrents: what is wanted, where it goes and how fast. Hosts and control bundles
 * use this surface; it stays while engine, storage and discovery come and go.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.session;
