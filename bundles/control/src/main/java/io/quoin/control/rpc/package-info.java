/**
 * The remote control that Transmission's clients speak: both dialects of its RPC. Knows no HTTP.
 */
package io.quoin.control.rpc;
