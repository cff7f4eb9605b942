package io.quoin.wallet.journal;

import io.quoin.api.ledger.Signature;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Entries that share a transaction: how far they have come, and what is to be answered. */
final class Group {

  private final List<Entry<?>> entries;
  private final Map<Entry<?>, Throwable> hopeless = new HashMap<>();
  private final Map<Entry<?>, Throwable> refused = new HashMap<>();
  private final Map<Entry<?>, CompletableFuture<Signature>> unsigned = new LinkedHashMap<>();
  private int next;
  private int round;

  Group(List<Entry<?>> entries) {
    this.entries = entries;
  }

  boolean writes() {
    return entries.stream().anyMatch(Entry::writes);
  }

  /** Begins again, without those that have failed for good. */
  void restart() {
    next = 0;
    refused.clear();
    unsigned.clear();
  }

  boolean hasNext() {
    while (next < entries.size() && hopeless.containsKey(entries.get(next))) {
      next++;
    }
    return next < entries.size();
  }

  Entry<?> current() {
    return entries.get(next);
  }

  void done() {
    next++;
  }

  void refuse(Throwable refusal) {
    refused.put(entries.get(next), refusal);
    next++;
  }

  void awaitSignature(CompletionStage<Signature> signature) {
    unsigned.put(entries.get(next), signature.toCompletableFuture());
    next++;
  }

  /** What waits for its signature, in order. */
  Map<Entry<?>, CompletableFuture<Signature>> unsigned() {
    return unsigned;
  }

  void giveUp(Entry<?> entry, Throwable failure) {
    hopeless.put(entry, failure);
  }

  /** Marks one wait for signatures off from the next. */
  int nextRound() {
    return ++round;
  }

  boolean isRound(int number) {
    return round == number;
  }

  /** Answers everybody, in order. */
  void answer() {
    for (Entry<?> entry : entries) {
      Throwable failure = hopeless.getOrDefault(entry, refused.get(entry));
      if (failure == null) {
        entry.succeed();
      } else {
        entry.fail(failure);
      }
    }
  }

  void failAll(Throwable failure) {
    entries.forEach(entry -> entry.fail(hopeless.getOrDefault(entry, failure)));
  }
}
