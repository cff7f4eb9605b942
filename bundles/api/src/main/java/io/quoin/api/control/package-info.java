/** What a control bundle asks of the platform itself. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.control;
