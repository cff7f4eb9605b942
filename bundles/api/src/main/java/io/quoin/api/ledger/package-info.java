/**
 * Where tokens are: accounts, balances and transfers of one token on one network, and the values
 * that money is spoken of in. Amounts are integers in the token's base units; nothing here rounds.
 * Addresses, base58check and signatures are TRON's.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.ledger;
