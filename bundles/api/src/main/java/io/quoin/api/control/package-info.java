/**
 * Routes over HTTP that bundles and plugins open in the platform's control server, a thin equal of
 * the ecosystem's HTTP whiteboard: who registers a {@link io.quoin.api.control.ControlEndpoint}
 * with a path gets what is asked below that path. Who asks has been recognised by then, and
 * cross-site requests have been refused. And what a control bundle asks of the platform itself.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.control;
