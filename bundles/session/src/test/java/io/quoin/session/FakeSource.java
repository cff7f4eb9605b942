package io.quoin.session;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.util.ArrayList;
import java.util.List;

/** A peer source that notes what it is told. */
final class FakeSource implements PeerSource {

  private final boolean fitForPrivate;
  final List<SearchedTorrent> searched = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  boolean throwing;

  FakeSource(boolean fitForPrivate) {
    this.fitForPrivate = fitForPrivate;
  }

  @Override
  public boolean allowsPrivate() {
    return fitForPrivate;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    searched.add(torrent);
    tell("search");
    return new PeerSearch() {
      @Override
      public void completed() {
        tell("completed");
      }

      @Override
      public void wanted() {
        tell("wanted");
      }

      @Override
      public void close() {
        tell("close");
      }
    };
  }

  private void tell(String what) {
    told.add(what);
    if (throwing) {
      throw new IllegalStateException("broken at " + what);
    }
  }

  SearchedTorrent last() {
    return searched.get(searched.size() - 1);
  }
}
