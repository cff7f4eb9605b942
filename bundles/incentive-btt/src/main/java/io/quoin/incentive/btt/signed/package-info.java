/**
 * The bytes that are signed, and what names a session and a channel: fixed layouts, big-endian,
 * hashed with Keccak-256.
 */
package io.quoin.incentive.btt.signed;
