/**
 * Names of the life-cycle events that are published through Event Admin at human rate. Pieces,
 * peers and rates are not events: poll the session's snapshots instead.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.event;
