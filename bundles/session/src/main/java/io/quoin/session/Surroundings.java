package io.quoin.session;

import io.quoin.api.engine.Engine;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What all torrents share: lanes, clock, files, and the services that come and go. */
final class Surroundings {

  private final Lanes lanes;
  private final InstantSource clock;
  private final RegisterFolder folder;
  private final LifeCycle lifeCycle;
  private final Saves saves;
  private final Departure departure;
  private final SettingsBook settings;
  private final Complaints complaints = new Complaints();
  private final Sources sources;
  private final Providers providers = new Providers();
  private final AtomicReference<Optional<Engine>> engine = new AtomicReference<>(Optional.empty());

  Surroundings(Lanes lanes, InstantSource clock, RegisterFolder folder) {
    this.lanes = lanes;
    this.clock = clock;
    this.folder = folder;
    this.lifeCycle = new LifeCycle(new SerialLane(lanes.calls()));
    this.sources = new Sources(lanes.calls(), complaints);
    this.saves = new Saves(folder, lanes.disk());
    this.settings = new SettingsBook(folder, lanes.disk());
    this.departure = new Departure(lanes.removal(), providers);
  }

  Lanes lanes() {
    return lanes;
  }

  InstantSource clock() {
    return clock;
  }

  RegisterFolder folder() {
    return folder;
  }

  Saves saves() {
    return saves;
  }

  Departure departure() {
    return departure;
  }

  SettingsBook settings() {
    return settings;
  }

  LifeCycle lifeCycle() {
    return lifeCycle;
  }

  Complaints complaints() {
    return complaints;
  }

  Sources sources() {
    return sources;
  }

  Providers providers() {
    return providers;
  }

  Optional<Engine> engine() {
    return engine.get();
  }

  void engineCame(Engine found) {
    engine.set(Optional.of(found));
  }

  void engineLeft(Engine gone) {
    engine.updateAndGet(current -> current.filter(known -> known != gone));
  }
}
