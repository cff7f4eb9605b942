/**
 * A simulator of a TRON node, for trials and tests: it speaks the gRPC of a full node and of its
 * solidified view, over a chain that only it has and that nothing on TRON knows of.
 *
 * <p>It is a program of its own ({@link Main}), or runs inside a test ({@link Devnet}). Its chain
 * is in {@link io.quoin.devnet.chain}; here it gets sockets, threads and a clock. Nothing is kept
 * on disk: what was transferred is gone when it ends.
 */
package io.quoin.devnet;
