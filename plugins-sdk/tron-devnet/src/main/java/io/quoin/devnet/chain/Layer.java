package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a block changed of the state below it. Without anything below, it is the whole state. */
final class Layer {

  private final Map<ByteString, Account> accounts = new HashMap<>();
  private Optional<Layer> below;
  private long burnt;

  private Layer(Optional<Layer> below) {
    this.below = below;
  }

  static Layer ground() {
    return new Layer(Optional.empty());
  }

  Layer above() {
    return new Layer(Optional.of(this));
  }

  Optional<Account> account(ByteString address) {
    Optional<Layer> layer = Optional.of(this);
    while (layer.isPresent()) {
      Account found = layer.get().accounts.get(address);
      if (found != null) {
        return Optional.of(found);
      }
      layer = layer.get().below;
    }
    return Optional.empty();
  }

  void put(Account account) {
    accounts.put(account.address(), account);
  }

  /** Takes coins out of the world: fees are nobody's income. */
  void burn(long sun) {
    burnt = Math.addExact(burnt, sun);
  }

  /** Puts what changed here into the layer below; this one is not to be used any more. */
  void merge() {
    Layer target = below.orElseThrow(() -> new IllegalStateException("there is nothing below"));
    target.accounts.putAll(accounts);
    target.burn(burnt);
  }

  /** Lies on another layer from now on, one that has the same content as the one before. */
  void layOn(Layer ground) {
    below = Optional.of(ground);
  }

  /** Changes who may sign for an account, wherever this layer has it. */
  void permit(ByteString address, Permissions permissions) {
    accounts.computeIfPresent(address, (same, account) -> account.permitting(permissions));
  }

  /** Accounts that this layer made or changed. */
  int size() {
    return accounts.size();
  }

  /** Adds everything up. */
  Sums sums() {
    Map<ByteString, Account> all = new HashMap<>();
    long fees = 0;
    Optional<Layer> layer = Optional.of(this);
    while (layer.isPresent()) {
      layer.get().accounts.forEach(all::putIfAbsent);
      fees = Math.addExact(fees, layer.get().burnt);
      layer = layer.get().below;
    }
    long tokens = 0;
    long sun = 0;
    for (Account account : all.values()) {
      tokens = Math.addExact(tokens, account.tokens());
      sun = Math.addExact(sun, account.sun());
    }
    return new Sums(tokens, sun, fees);
  }
}
