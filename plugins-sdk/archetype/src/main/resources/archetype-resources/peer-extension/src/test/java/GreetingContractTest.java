package ${package};

import io.quoin.api.extension.PeerExtension;
import io.quoin.tck.PeerExtensionContract;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The extension keeps what the api promises of it. */
class GreetingContractTest extends PeerExtensionContract {

  @Override
  protected PeerExtension extension() {
    return new Greeting(
        new Greeting.Settings() {
          @Override
          public String words() {
            return "hello";
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return Greeting.Settings.class;
          }
        });
  }

  @Override
  protected List<ByteBuffer> messages() {
    return List.of(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
  }
}
