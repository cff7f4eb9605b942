package io.quoin.installer;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A container, an installer in it, and somebody whom it trusts. */
abstract class Scene {

  @TempDir Path temporary;

  TestContainer container;
  Desk desk;
  Signer known;

  @BeforeEach
  void open() throws Exception {
    container = new TestContainer(temporary);
    desk = new Desk(container, temporary.resolve("data"));
    known = Signer.selfSigned(Signer.Claim.of("known"));
    desk.trust().trust(known.certificate(temporary));
  }

  @AfterEach
  void close() throws Exception {
    desk.close();
    container.close();
  }
}
