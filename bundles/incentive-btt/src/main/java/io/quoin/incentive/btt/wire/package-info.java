/**
 * The messages of the {@code qn_btt} extension, version 1, as bytes and as values, and how much of
 * them is borne from one peer. What they mean is decided elsewhere.
 */
package io.quoin.incentive.btt.wire;
