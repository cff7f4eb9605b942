package io.quoin.protocol.net.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Settings of TLS connections: the JDK's provider, names verified (RFC 9110, 4.3.4). Made when
 * first needed.
 */
final class TlsClient {

  private final TrustManagerFactory trust;
  private SslContext context;

  private TlsClient(TrustManagerFactory trust) {
    this.trust = trust;
  }

  /** Trusts what the JDK trusts. */
  static TlsClient trustingJdk() {
    return new TlsClient(null);
  }

  static TlsClient trusting(TrustManagerFactory trust) {
    return new TlsClient(trust);
  }

  /** Reads the trusted certificates the first time: not for event loops. */
  synchronized SslContext context() throws SSLException {
    if (context == null) {
      context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .endpointIdentificationAlgorithm("HTTPS")
              .trustManager(trust)
              .build();
    }
    return context;
  }
}
