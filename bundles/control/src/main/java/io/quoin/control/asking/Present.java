package io.quoin.control.asking;

import io.quoin.api.engine.Engine;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What is told of over HTTP, as long as it is there. Thread-safe. */
@Component(service = Present.class)
public final class Present {

  private final AtomicReference<Optional<Session>> session =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Plugins>> plugins =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Engine>> engine = new AtomicReference<>(Optional.empty());

  /** The torrents. */
  public Optional<Session> session() {
    return session.get();
  }

  /** The plugins. */
  public Optional<Plugins> plugins() {
    return plugins.get();
  }

  /** The engine, which knows the incentive at work. */
  public Optional<Engine> engine() {
    return engine.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSession(Session found) {
    session.set(Optional.of(found));
  }

  void unbindSession(Session gone) {
    session.updateAndGet(current -> current.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindPlugins(Plugins found) {
    plugins.set(Optional.of(found));
  }

  void unbindPlugins(Plugins gone) {
    plugins.updateAndGet(current -> current.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindEngine(Engine found) {
    engine.set(Optional.of(found));
  }

  void unbindEngine(Engine gone) {
    engine.updateAndGet(current -> current.filter(known -> known != gone));
  }
}
