/** A plugin that keeps files in a folder: a storage provider that comes and goes. */
package io.quoin.survival.plugin.folder;
