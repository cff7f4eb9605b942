package io.quoin.ledger.tron;

import io.quoin.devnet.Devnet;
import io.quoin.devnet.DevnetNode;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Configurations of a few values, and the defaults of their descriptions. */
final class Configured {

  private Configured() {}

  static <T> T as(Class<T> description, Map<String, Object> values) {
    return description.cast(
        Proxy.newProxyInstance(
            description.getClassLoader(),
            new Class<?>[] {description},
            (self, key, arguments) -> values.getOrDefault(key.getName(), key.getDefaultValue())));
  }

  /** A ledger of the scripted chain, with these besides. */
  static TronLedgerConfiguration ledger(
      List<String> full, List<String> solidity, Map<String, Object> others) {
    Map<String, Object> values = new HashMap<>();
    values.put("network", ScriptedChain.NET.toString());
    values.put("tls", false);
    values.put("full_nodes", full.toArray(String[]::new));
    values.put("solidity_nodes", solidity.toArray(String[]::new));
    values.putAll(others);
    return as(TronLedgerConfiguration.class, values);
  }

  /** A ledger of the simulator, whose nodes have two seconds to answer. */
  static TronLedgerConfiguration over(Devnet devnet) {
    return ledger(
        addresses(devnet, DevnetNode::fullNode),
        addresses(devnet, DevnetNode::solidityNode),
        Map.of("network", devnet.net().toString(), "timeout_seconds", 2));
  }

  private static List<String> addresses(
      Devnet devnet, Function<DevnetNode, InetSocketAddress> which) {
    return devnet.nodes().stream()
        .map(which)
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .toList();
  }
}
