/**
 * Whether bytes are the right ones: SHA-1 of pieces (BEP 3), Merkle trees over blocks (BEP 52), and
 * both for hybrid torrents.
 */
package io.quoin.storage.hash;
