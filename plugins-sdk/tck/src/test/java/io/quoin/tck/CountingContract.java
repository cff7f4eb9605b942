package io.quoin.tck;

import io.quoin.api.extension.PeerExtension;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The contract of an extension with a flaw. */
abstract class CountingContract extends PeerExtensionContract {

  private final FlawedExtension.Flaw flaw;
  private final CountDownLatch end;

  CountingContract(FlawedExtension.Flaw flaw, CountDownLatch end) {
    this.flaw = flaw;
    this.end = end;
  }

  @Override
  protected PeerExtension extension() {
    return new FlawedExtension(flaw, end);
  }

  @Override
  protected List<ByteBuffer> messages() {
    return List.of(ByteBuffer.allocate(Integer.BYTES), ByteBuffer.allocate(100));
  }

  @Override
  protected void end(PeerExtension extension) {
    ((FlawedExtension) extension).close();
  }
}
