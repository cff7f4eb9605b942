package io.quoin.discovery.tracker;

import io.quoin.api.net.Fetcher;
import io.quoin.api.peers.PeerSource;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.tck.PeerSourceContract;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Trackers keep what the API promises of a peer source; here all of them answer. */
class TrackerSourceContractTest extends PeerSourceContract {

  private static final byte[] PEER = {(byte) 192, 0, 2, 1, 0x1a, (byte) 0xe1};

  @Override
  protected PeerSource source() {
    BDictionary answer = BDictionary.builder().put("interval", 1800).put("peers", PEER).build();
    Fetcher fetcher =
        request ->
            CompletableFuture.completedFuture(
                new Fetcher.FetchedDocument(200, ByteBuffer.wrap(Bencode.encode(answer))));
    return new TrackerSource(fetcher, new ScriptedPort());
  }

  @Override
  protected void end(PeerSource source) {
    ((TrackerSource) source).close();
  }

  @Override
  protected List<List<URI>> trackers() {
    return List.of(List.of(URI.create("http://tracker.example/announce")));
  }
}
