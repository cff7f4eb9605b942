/**
 * The register of torrents: what is wanted, where it goes and how fast. Hosts use {@link
 * io.quoin.api.session.Session}, control bundles {@link io.quoin.api.session.SessionControl}, which
 * has the settings too; both stay while engine, storage and discovery come and go.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.session;
