package io.quoin.ledger.tron;

import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that makes sense.
 *
 * @param net which network
 * @param token as it must be on the chain
 * @param full where transfers are sent to, at least one
 * @param solidity who says what is final, at least one
 * @param tls whether connections are encrypted
 * @param certificates PEM file of whom to trust then; empty for those that Java trusts
 * @param apiKey sent with each call
 * @param timeout how long a node may take
 */
record TronSettings(
    NetId net,
    TokenFacts token,
    List<Endpoint> full,
    List<Endpoint> solidity,
    boolean tls,
    Optional<Path> certificates,
    Optional<ApiKey> apiKey,
    Duration timeout) {

  private static final int MOST_NODES = 8;

  /** The last 8 bytes of each genesis block's id. */
  private static final Map<String, NetId> NETWORKS =
      Map.of(
          "mainnet", NetId.ofHex("4196a1d22b6653dc"),
          "nile", NetId.ofHex("802de4d6cd8690dc"),
          "shasta", NetId.ofHex("a9c134c994a9059e"));

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException naming the key and what it wants
   */
  static TronSettings of(TronLedgerConfiguration c) {
    if (c.token_name().isBlank()) {
      throw new IllegalArgumentException(
          "'token.name' is the name that the token has on the chain");
    }
    if (c.timeout_seconds() < 1) {
      throw new IllegalArgumentException("'timeout.seconds' is 1 or more");
    }
    return new TronSettings(
        net(c.network()),
        new TokenFacts(new TokenId(c.token()), c.token_name(), c.decimals()),
        endpoints("full.nodes", c.full_nodes()),
        endpoints("solidity.nodes", c.solidity_nodes()),
        c.tls(),
        c.tls_certificates().isBlank()
            ? Optional.empty()
            : Optional.of(Path.of(c.tls_certificates())),
        c._api_key().isEmpty()
            ? Optional.empty()
            : Optional.of(new ApiKey(c.api_key_header(), c._api_key())),
        Duration.ofSeconds(c.timeout_seconds()));
  }

  private static NetId net(String network) {
    NetId known = NETWORKS.get(network);
    if (known != null) {
      return known;
    }
    try {
      return NetId.ofHex(network);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'network' is mainnet, nile, shasta or 16 hexadecimal digits, not '" + network + "'", e);
    }
  }

  /** What everybody calls a network; empty for a private one. */
  static String name(NetId net) {
    return NETWORKS.entrySet().stream()
        .filter(known -> known.getValue().equals(net))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static List<Endpoint> endpoints(String key, String[] written) {
    List<String> addresses =
        Arrays.stream(written).map(String::strip).filter(each -> !each.isEmpty()).toList();
    if (addresses.isEmpty() || addresses.size() > MOST_NODES) {
      throw new IllegalArgumentException(
          "'" + key + "' of io.quoin.ledger.tron names 1 to " + MOST_NODES + " nodes as HOST:PORT");
    }
    try {
      return addresses.stream().map(Endpoint::parse).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + key + "': " + e.getMessage(), e);
    }
  }
}
