/**
 * What keeps the bytes of files: the small surface that a third party's storage provider
 * implements. Providers see no hash and decide nothing about pieces; verification is never
 * delegated to them.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.storage;
