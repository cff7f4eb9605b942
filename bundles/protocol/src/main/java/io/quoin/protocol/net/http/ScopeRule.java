package io.quoin.protocol.net.http;

import io.quoin.api.net.AddressScope;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Which addresses one fetch may connect to: inside ones only from the start, and never again after
 * an outside one.
 */
final class ScopeRule {

  private final Function<InetAddress, AddressScope> scopes;
  private boolean insideAllowed;

  ScopeRule(Function<InetAddress, AddressScope> scopes, boolean insideAllowed) {
    this.scopes = scopes;
    this.insideAllowed = insideAllowed;
  }

  List<InetAddress> allowed(InetAddress[] addresses) {
    return Arrays.stream(addresses)
        .filter(address -> insideAllowed || scopes.apply(address) == AddressScope.OUTSIDE)
        .toList();
  }

  void connected(InetAddress address) {
    insideAllowed &= scopes.apply(address) == AddressScope.INSIDE;
  }
}
