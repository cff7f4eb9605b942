package io.quoin.control.rpc;

/** The two forms of the protocol. */
enum Dialect {
  /** Of Transmission 1.30 to 4.0. */
  OLDER,
  /** JSON-RPC 2.0, of Transmission 4.1. */
  NEWER
}
