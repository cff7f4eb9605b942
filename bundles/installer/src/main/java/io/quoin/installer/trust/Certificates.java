package io.quoin.installer.trust;

import io.quoin.api.plugin.PluginSigner;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/** X.509 certificates as files, and as what is told of them. */
final class Certificates {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Certificates() {}

  /** The one certificate of a file, PEM or DER. */
  static X509Certificate parse(byte[] file) throws CertificateException {
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file));
    if (all.size() == 1 && all.iterator().next() instanceof X509Certificate one) {
      return one;
    }
    throw new CertificateException("it has " + all.size() + " certificates instead of one");
  }

  static byte[] pem(X509Certificate certificate) throws CertificateEncodingException {
    String body = LINES.encodeToString(certificate.getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static PluginSigner told(X509Certificate certificate) {
    return new PluginSigner(
        fingerprint(certificate),
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded can be encoded", e);
    }
  }
}
