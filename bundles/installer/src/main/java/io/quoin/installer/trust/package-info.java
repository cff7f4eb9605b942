/**
 * Who signed a plugin, and whether that is somebody the operator trusts. A jar signature covers
 * every entry; the certificates that are trusted are files of their own.
 */
package io.quoin.installer.trust;
