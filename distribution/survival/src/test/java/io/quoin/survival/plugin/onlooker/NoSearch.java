package io.quoin.survival.plugin.onlooker;

import io.quoin.api.peers.PeerSearch;

/** Finds nobody. */
final class NoSearch implements PeerSearch {

  @Override
  public void completed() {}

  @Override
  public void wanted() {}

  @Override
  public void close() {}
}
