/**
 * From pieces to files: which stretches of which files a run of bytes covers, a bounded number of
 * open files over all torrents, and every call to a provider announced and its failures typed.
 */
package io.quoin.storage.volume;
