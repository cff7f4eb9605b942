package io.quoin.ledger.tron;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
}
