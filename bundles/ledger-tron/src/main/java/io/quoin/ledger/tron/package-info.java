/**
 * A TRC-10 token on TRON, over the gRPC of its nodes. Transfers are built here and signed
 * elsewhere; their ids are known before they are sent; what is final is what the solidified view of
 * a node says.
 *
 * <pre>
 * TronLedger       the service: one method a question
 *   Nodes          the endpoints of a view; the next one when one is lost
 *     Node         one of them: its chain is checked before anything it says is believed
 *   Broadcast      sends a transfer to one node after the other, and never twice to be paid twice
 *   RawTransfer, Block, Permissions, Bandwidth, Verdict
 *                  what the bytes and answers of a chain mean: pure
 *   Connections    channels and threads, all closed at the end
 * </pre>
 *
 * Of a full node these are asked: GetBlock (without transactions), GetAssetIssueById, GetAccount,
 * GetAccountNet, GetChainParameters, GetTransactionById and BroadcastTransaction; of the solidified
 * view the first three and GetTransactionById. Facts about TRON's rules are those of java-tron 4.8.
 */
package io.quoin.ledger.tron;
