package ${package};

import io.quoin.api.extension.ExtensionPeer;
import io.quoin.api.extension.PeerExtension;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Greets peers that speak the same extension, and notes how they greet. */
@Component(
    configurationPid = "${groupId}.${artifactId}",
    property = PeerExtension.NAME + "=${artifactId}")
@Designate(ocd = Greeting.Settings.class)
public final class Greeting implements PeerExtension {

  private static final Logger log = LoggerFactory.getLogger(Greeting.class);
  private static final int LONGEST = 200;

  /** What the operator may set, in {@code etc/${groupId}.${artifactId}.cfg.json}. */
  @ObjectClassDefinition(name = "Greeting", description = "What peers are told")
  public @interface Settings {
    @AttributeDefinition(description = "What is said to them, at most 200 bytes. hello by default.")
    String words() default "hello";
  }

  private final byte[] words;

  /** Reads the settings. */
  @Activate
  public Greeting(Settings settings) {
    words = settings.words().getBytes(StandardCharsets.UTF_8);
    if (words.length > LONGEST) {
      throw new IllegalArgumentException("a greeting has at most " + LONGEST + " bytes");
    }
  }

  @Override
  public void joined(ExtensionPeer peer) {
    peer.send(ByteBuffer.wrap(words));
  }

  /** A stranger may send anything: what is no greeting is passed over. */
  @Override
  public void received(ExtensionPeer peer, ByteBuffer payload) {
    if (payload.remaining() <= LONGEST) {
      String said = StandardCharsets.UTF_8.decode(payload).toString();
      log.info("{} says '{}'", peer.address(), said.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  @Override
  public void left(ExtensionPeer peer) {}
}
