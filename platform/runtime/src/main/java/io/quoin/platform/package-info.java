/**
 * Quoin inside another program. {@link io.quoin.platform.Platform} boots a container from a folder
 * of bundles, hands out their services as ordinary objects and takes everything down again; nothing
 * of it stays in the virtual machine. What the host shares with the bundles (the api, the metainfo,
 * SLF4J, the OSGi interfaces) comes from the host's class path; all else is inside. Bundles are
 * known by file name and start level only.
 */
package io.quoin.platform;
