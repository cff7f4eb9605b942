package ${package};

import io.quoin.api.peers.PeerSource;
import io.quoin.tck.PeerSourceContract;
import java.lang.annotation.Annotation;

/** The source keeps what the api promises of it. */
class KnownPeersContractTest extends PeerSourceContract {

  @Override
  protected PeerSource source() {
    return new KnownPeers(
        new KnownPeers.Settings() {
          @Override
          public String[] addresses() {
            return new String[] {"192.0.2.1"};
          }

          @Override
          public int port() {
            return 6881;
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return KnownPeers.Settings.class;
          }
        });
  }
}
