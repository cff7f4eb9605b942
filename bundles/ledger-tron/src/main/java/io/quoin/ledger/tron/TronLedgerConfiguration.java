package io.quoin.ledger.tron;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which token of which network, and which nodes are asked. */
@ObjectClassDefinition(
    name = "Quoin TRON ledger",
    description =
        "A TRC-10 token on TRON, through nodes that you choose. It is used instead of the embedded"
            + " ledger once it is configured.")
public @interface TronLedgerConfiguration {

  /**
   * The network.
   *
   * @return its name, or 16 hexadecimal digits
   */
  @AttributeDefinition(
      name = "Network",
      description =
          "'mainnet', 'nile' or 'shasta', or for a private network the last 16 hexadecimal digits"
              + " of its genesis block's id. A node of another network is not believed. Default:"
              + " mainnet.")
  String network() default "mainnet";

  /**
   * The nodes that transfers are sent to.
   *
   * @return HOST:PORT each
   */
  @AttributeDefinition(
      name = "Full nodes",
      description =
          "gRPC addresses of full nodes, HOST:PORT or [HOST]:PORT, 1 to 8; the next one is asked"
              + " when one does not answer. Required: whoever runs them learns your addresses.",
      cardinality = 8,
      required = false)
  String[] full_nodes() default {};

  /**
   * The nodes that say what is final.
   *
   * @return HOST:PORT each
   */
  @AttributeDefinition(
      name = "Solidity nodes",
      description =
          "gRPC addresses of the solidified view, HOST:PORT or [HOST]:PORT, 1 to 8: what they say"
              + " is final. Required. A full node has it at a port of its own.",
      cardinality = 8,
      required = false)
  String[] solidity_nodes() default {};

  /**
   * Whether connections are encrypted.
   *
   * @return true for TLS
   */
  @AttributeDefinition(
      name = "TLS",
      description =
          "Whether connections are encrypted, for all nodes alike. true by default; without it"
              + " anybody on the way can read what is asked, the API key too, and answer in the"
              + " node's place.")
  boolean tls() default true;

  /**
   * Whom connections are believed to reach.
   *
   * @return a file, empty for the machine's own list
   */
  @AttributeDefinition(
      name = "Certificates",
      description =
          "PEM file with the certificates of nodes, or of those who certify them. Empty by default:"
              + " those that this machine's Java trusts.",
      required = false)
  String tls_certificates() default "";

  /**
   * The key that a node's operator gave. Its key is {@code .api.key}: a key with a dot in front is
   * kept out of what components show as their properties.
   *
   * @return up to 256 characters, empty for none
   */
  @AttributeDefinition(
      name = "API key",
      description =
          "Sent to every node with each call, if a node's operator wants one: up to 256 printable"
              + " characters. It has no default, and is never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String _api_key() default "";

  /**
   * The name under which the key is sent.
   *
   * @return a header's name
   */
  @AttributeDefinition(
      name = "API key header",
      description = "Header that the API key is sent in. TRON-PRO-API-KEY by default, TronGrid's.")
  String api_key_header() default "TRON-PRO-API-KEY";

  /**
   * The token's number.
   *
   * @return 1 or more
   */
  @AttributeDefinition(
      name = "Token",
      description = "Number of the TRC-10 token. 1002000 by default: BTT.",
      min = "1")
  long token() default 1_002_000;

  /**
   * The token's name on the chain.
   *
   * @return as it was issued
   */
  @AttributeDefinition(
      name = "Name",
      description =
          "Name that the token has on the chain. A node that says another is not believed."
              + " BitTorrent by default.")
  String token_name() default "BitTorrent";

  /**
   * The token's decimals on the chain.
   *
   * @return 0 to 6
   */
  @AttributeDefinition(
      name = "Decimals",
      description =
          "Digits of an amount behind the point, 0 to 6. A node that says otherwise is not"
              + " believed. 6 by default.",
      min = "0",
      max = "6")
  int decimals() default 6;

  /**
   * How long a node may take.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Time-out",
      description =
          "Seconds that a node may take to answer, 1 to 60, before the next one is asked. 10 by"
              + " default: three blocks.",
      min = "1",
      max = "60")
  int timeout_seconds() default 10;
}
