package io.quoin.tck;

import io.quoin.api.peers.PeerSource;
import java.util.concurrent.CountDownLatch;

/** A source with which nothing is wrong passes. */
class PeerSourceContractTest extends PeerSourceContract {

  @Override
  protected PeerSource source() {
    return new FlawedSource(FlawedSource.Flaw.NONE, new CountDownLatch(0));
  }

  @Override
  protected void end(PeerSource source) {
    ((FlawedSource) source).close();
  }
}
