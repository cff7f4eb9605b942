/** Messages of one's own between peers, carried by the extension protocol of BEP 10. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.extension;
