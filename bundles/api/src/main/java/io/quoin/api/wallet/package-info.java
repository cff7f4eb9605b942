/** Whose money is spent: an address, and signatures made for it. The key itself is never seen. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.wallet;
