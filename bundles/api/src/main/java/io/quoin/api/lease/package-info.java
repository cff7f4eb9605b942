/** How bytes cross from one bundle to another: with one owner, and given back exactly once. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.lease;
