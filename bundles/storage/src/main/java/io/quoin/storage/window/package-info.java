/**
 * Piece memory: windows of 1 MiB under one budget for all torrents, who may take one and whose turn
 * it is, and which ones are to be emptied when the budget runs out.
 */
package io.quoin.storage.window;
