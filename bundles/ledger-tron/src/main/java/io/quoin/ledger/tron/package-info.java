/**
 * A TRC-10 token on TRON, over the gRPC of its nodes. Transfers are built here and signed
 * elsewhere; their ids are known before they are sent; what is final is what the solidified view of
 * a node says.
 */
package io.quoin.ledger.tron;
