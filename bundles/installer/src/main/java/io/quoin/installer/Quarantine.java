package io.quoin.installer;

import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.installer.container.OwnerId;
import io.quoin.installer.container.PluginHost;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Hears what plugins do that they must not, and has those disabled that do too much of it. Whoever
 * complains is never held up: what follows happens elsewhere, later.
 */
final class Quarantine implements PluginFaults {

  private static final int WORDS = 300;

  private final PluginHost host;
  private final FaultCount counts;
  private final FaultLimits limits;
  private final Map<PluginFault, LongAdder> told = new EnumMap<>(PluginFault.class);
  private final LongSupplier nanoTime;
  private final Executor elsewhere;
  private final Sentence sentence;

  /** Disables a version of a plugin, if it still is at work. */
  @FunctionalInterface
  interface Sentence {
    void carryOut(OwnerId owner, String reason);
  }

  Quarantine(
      PluginHost host,
      FaultLimits limits,
      LongSupplier nanoTime,
      Executor elsewhere,
      Sentence sentence) {
    this.host = host;
    this.counts = new FaultCount(limits);
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.elsewhere = elsewhere;
    this.sentence = sentence;
    for (PluginFault fault : PluginFault.values()) {
      told.put(fault, new LongAdder());
    }
  }

  @Override
  public void report(Object culprit, PluginFault fault, String words) {
    Optional<OwnerId> owner = host.owner(culprit);
    if (owner.isPresent()) {
      told.get(fault).increment();
    }
    if (owner.isPresent() && counts.tooMany(owner.get().toString(), fault, nanoTime.getAsLong())) {
      String reason = reason(fault, words);
      elsewhere.execute(() -> sentence.carryOut(owner.get(), reason));
    }
  }

  /** How often that was said of plugins, all together. */
  long told(PluginFault fault) {
    return told.get(fault).sum();
  }

  private String reason(PluginFault fault, String words) {
    String printable = words.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    String told = printable.length() <= WORDS ? printable : printable.substring(0, WORDS) + "...";
    return limits.of(fault) == 1
        ? "It " + told
        : "It "
            + told
            + ", as the last of "
            + limits.of(fault)
            + " such faults in "
            + limits.span().toSeconds()
            + " s";
  }
}
