/**
 * Keys and signatures: secp256k1 with Keccak-256 addresses, as TRON has them, on BouncyCastle's
 * lightweight API. No security provider is registered or asked.
 */
package io.quoin.wallet.key;
