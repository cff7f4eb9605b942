package io.quoin.shell.command;

import io.quoin.api.plugin.PluginOffer;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginPlan;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.Plugins;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plugins as a test says they are. */
final class FakePlugins implements Plugins {

  private final List<PluginSnapshot> plugins = new ArrayList<>();

  void failed(String id, String reason) {
    plugins.add(
        new PluginSnapshot(
            id,
            "1.0.0",
            PluginOrigin.INSTALLED,
            "",
            PluginState.FAILED,
            reason,
            List.of(),
            List.of(),
            Optional.empty(),
            Instant.EPOCH));
  }

  @Override
  public PluginSnapshot install(PluginOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginSnapshot update(String id, PluginOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginSnapshot allow(String id, String range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginSnapshot enable(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginSnapshot disable(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginPlan check(PluginOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PluginSnapshot> plugins() {
    return plugins;
  }

  @Override
  public Optional<PluginSnapshot> plugin(String id) {
    return plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
  }

  @Override
  public List<PluginOffer> search(String text) {
    return List.of();
  }

  @Override
  public List<String> diagnose(String id) {
    return List.of();
  }
}
