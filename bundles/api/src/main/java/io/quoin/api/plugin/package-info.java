/**
 * Plugins: what is installed, from where and by whom it is signed, what it may use, and how to put
 * one in, exchange it or take it out while everything else goes on.
 *
 * <p>A plugin is one bundle, or several that are installed, started and removed as one. It comes as
 * a jar. The manifest of a single bundle may, and that of an archive must, say more with these
 * headers:
 *
 * <pre>
 * Quoin-Plugin: notifier                     its id; of a single bundle the symbolic name by default
 * Quoin-Plugin-Version: 1.2.0                of an archive; a single bundle has Bundle-Version
 * Quoin-Plugin-Bundles: a.jar,lib/b.jar      entries of an archive, in the order they start
 * Quoin-Capabilities: service;name="io.quoin.api.session.Session",sockets;reason="calls the hook"
 * </pre>
 *
 * <p>Before anything of it is installed, a plugin is verified (jar signature), its capabilities are
 * checked, and its bundles are resolved against those that run. Then all of it is installed and
 * started, or nothing. What is refused is refused with a {@link
 * io.quoin.api.plugin.PluginException}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.plugin;
