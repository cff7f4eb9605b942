/** Reads for uploads: bounded memory lent to whoever sends it, and threads of their own. */
package io.quoin.storage.read;
