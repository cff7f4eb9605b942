package io.quoin.control.rpc;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.util.ArrayList;
import java.util.List;

/** A peer source that notes what it is told. */
final class NotedSource implements PeerSource {

  final List<String> told = new ArrayList<>();
  final List<SearchedTorrent> searched = new ArrayList<>();

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    told.add("search");
    searched.add(torrent);
    return new PeerSearch() {
      @Override
      public void completed() {}

      @Override
      public void wanted() {}

      @Override
      public void searchNow() {
        told.add("now");
      }

      @Override
      public void close() {}
    };
  }
}
