/** Who may do what: the same three roles for the shell and for HTTP. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.access;
