package io.quoin.installer.container;

import io.quoin.installer.record.BundleStore;

/** Where the container gets the bundles of a plugin from. */
public sealed interface Supply {

  /**
   * From the store: each has a place of its own in the container.
   *
   * @param store has them
   */
  record OfStore(BundleStore store) implements Supply {}

  /**
   * From where the platform has it: a single bundle that may be in the container already.
   *
   * @param location by which the platform installs it
   */
  record OfPlatform(String location) implements Supply {}
}
