/**
 * The threads of storage. Calls to a storage provider may hang; every one of them is announced, so
 * that a thread that is stuck in one is replaced, and its torrent told, while the others go on.
 * Threads are never interrupted: that would close the channels they share.
 */
package io.quoin.storage.crew;
