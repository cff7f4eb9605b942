/**
 * What the session asks of the engine that moves bytes between peers. The engine may be stopped and
 * replaced; the session starts its torrents again on the next one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.engine;
