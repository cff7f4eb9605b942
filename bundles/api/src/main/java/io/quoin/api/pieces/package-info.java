/**
 * What the engine asks of storage: memory for the blocks it requests, verification of what arrived,
 * and the bytes that peers ask for. Nothing here says how or where files are kept; see {@code
 * io.quoin.api.storage} for that.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.pieces;
