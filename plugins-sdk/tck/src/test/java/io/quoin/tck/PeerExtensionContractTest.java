package io.quoin.tck;

import java.util.concurrent.CountDownLatch;

/** An extension with which nothing is wrong passes. */
class PeerExtensionContractTest extends CountingContract {

  PeerExtensionContractTest() {
    super(FlawedExtension.Flaw.NONE, new CountDownLatch(0));
  }
}
