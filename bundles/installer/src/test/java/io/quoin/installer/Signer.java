package io.quoin.installer;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody with a key and a certificate that says so. */
final class Signer {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final KeyPair keys;
  private final List<X509Certificate> chain;

  private Signer(KeyPair keys, List<X509Certificate> chain) {
    this.keys = keys;
    this.chain = chain;
  }

  /** What a certificate says. */
  record Claim(String name, Instant from, Instant until, boolean authority, String purpose) {

    static Claim of(String name) {
      return new Claim(
          name, NOW.minus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(10)), false, "");
    }

    Claim during(Instant start, Instant end) {
      return new Claim(name, start, end, authority, purpose);
    }

    Claim ofAuthority() {
      return new Claim(name, from, until, true, purpose);
    }

    Claim forServers() {
      return new Claim(name, from, until, authority, KeyPurposeId.id_kp_serverAuth.getId());
    }
  }

  static Signer selfSigned(Claim claim) throws Exception {
    KeyPair keys = keys();
    X509Certificate own = certificate(claim, keys, keys, new X500Name("CN=" + claim.name()));
    return new Signer(keys, List.of(own));
  }

  /** Somebody whose certificate this one signs. */
  Signer certifies(Claim claim) throws Exception {
    KeyPair other = keys();
    List<X509Certificate> longer = new ArrayList<>();
    longer.add(
        certificate(
            claim,
            other,
            keys,
            X500Name.getInstance(chain.get(0).getSubjectX500Principal().getEncoded())));
    longer.addAll(chain);
    return new Signer(other, longer);
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(
      Claim claim, KeyPair owner, KeyPair issuer, X500Name issuerName) throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuerName,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(claim.from()),
            Date.from(claim.until()),
            new X500Name("CN=" + claim.name()),
            owner.getPublic());
    if (claim.authority()) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }
    if (!claim.purpose().isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  Path certificate(Path folder) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(certificate().getEncoded());
    return Files.writeString(
        folder.resolve(certificate().getSerialNumber() + ".crt"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
        StandardCharsets.US_ASCII);
  }

  /** Signs a jar; the signed one stands beside it. */
  Path sign(Path jar) throws Exception {
    return sign(jar, chain.size());
  }

  /** Signs a jar and encloses only a part of the chain. */
  Path sign(Path jar, int enclosed) throws Exception {
    Path signed = jar.resolveSibling("signed-" + jar.getFileName());
    CertPath path =
        CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, enclosed));
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(keys.getPrivate(), path)
          .digestAlgorithm("SHA-256")
          .signerName("SIGNER")
          .build()
          .sign(in, out);
    } catch (IOException e) {
      throw new IllegalStateException("a jar of the tests can be signed", e);
    }
    return signed;
  }
}
