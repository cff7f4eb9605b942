package io.quoin.installer.trust;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrder.Signing;
import io.quoin.api.plugin.PluginSigner;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody who is trusted signed a jar: the signer's own certificate is trusted, or one
 * that certifies it through a chain that holds now. Time stamps of signatures are not looked at.
 */
public final class SignerCheck {

  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String ANY_PURPOSE = "2.5.29.37.0";

  private final TrustFolder trust;
  private final InstantSource clock;

  /**
   * Checks against these certificates.
   *
   * @param trust whom the operator trusts
   * @param clock says which certificates are valid
   */
  public SignerCheck(TrustFolder trust, InstantSource clock) {
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * Verifies a jar.
   *
   * @param subject how messages call it
   * @param jar its file
   * @param signing whether it may be unsigned
   * @return whom of the trusted it leads to; empty if it is unsigned and may be
   * @throws PluginException {@code UNSIGNED}, {@code TAMPERED}, {@code UNKNOWN_SIGNER}, {@code
   *     EXPIRED}
   */
  public Optional<PluginSigner> check(String subject, Path jar, Signing signing)
      throws PluginException {
    Set<CodeSigner> signers = JarSignature.read(subject, jar);
    if (!signers.isEmpty()) {
      return Optional.of(Certificates.told(trusted(subject, signers)));
    }
    if (signing == Signing.UNSIGNED_ALLOWED) {
      return Optional.empty();
    }
    throw new PluginException(
        Code.UNSIGNED,
        subject,
        "is not signed",
        "have it signed with jarsigner by somebody whom you trust, or allow it to be unsigned");
  }

  /** The trusted certificate that any of the signers leads to. */
  private X509Certificate trusted(String subject, Set<CodeSigner> signers) throws PluginException {
    List<PluginException> refusals = new ArrayList<>();
    for (CodeSigner signer : signers) {
      List<X509Certificate> chain =
          signer.getSignerCertPath().getCertificates().stream()
              .map(X509Certificate.class::cast)
              .toList();
      try {
        return trusted(subject, chain);
      } catch (PluginException e) {
        refusals.add(e);
      }
    }
    // One who is known and has expired says more than one who is not known.
    throw refusals.stream()
        .filter(refusal -> refusal.code() != Code.UNKNOWN_SIGNER)
        .findFirst()
        .orElse(refusals.get(0));
  }

  private X509Certificate trusted(String subject, List<X509Certificate> chain)
      throws PluginException {
    Collection<X509Certificate> known = trust.certificates();
    for (int i = 0; i < chain.size(); i++) {
      if (known.contains(chain.get(i))) {
        return validated(subject, chain.subList(0, i), chain.get(i));
      }
    }
    X509Certificate last = chain.get(chain.size() - 1);
    for (X509Certificate candidate : known) {
      if (certifies(candidate, last)) {
        return validated(subject, chain, candidate);
      }
    }
    X509Certificate own = chain.get(0);
    throw unknown(
        subject,
        "is signed by "
            + own.getSubjectX500Principal().getName()
            + " (SHA-256 "
            + Certificates.fingerprint(own)
            + "), who is not trusted");
  }

  private static boolean certifies(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The anchor, if everything from the signer up to it is valid now. */
  private X509Certificate validated(
      String subject, List<X509Certificate> path, X509Certificate anchor) throws PluginException {
    Instant now = clock.instant();
    X509Certificate own = path.isEmpty() ? anchor : path.get(0);
    for (X509Certificate certificate : path) {
      refuseOutOfDate(subject, certificate, now);
    }
    refuseOutOfDate(subject, anchor, now);
    refuseOtherPurpose(subject, own);
    if (!path.isEmpty()) {
      refuseBrokenPath(subject, path, anchor, now);
    }
    return anchor;
  }

  private static void refuseOutOfDate(String subject, X509Certificate certificate, Instant now)
      throws PluginException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from) || now.isAfter(until)) {
      throw new PluginException(
          Code.EXPIRED,
          subject,
          "is signed with the certificate of "
              + certificate.getSubjectX500Principal().getName()
              + ", which "
              + (now.isBefore(from) ? "is not valid before " + from : "expired at " + until),
          "ask whoever made it for one that is signed with a valid certificate");
    }
  }

  /** A certificate of a web server, say, certifies nothing about plugins. */
  private static void refuseOtherPurpose(String subject, X509Certificate own)
      throws PluginException {
    try {
      boolean[] usage = own.getKeyUsage();
      List<String> purposes = own.getExtendedKeyUsage();
      boolean signs = usage == null || usage[0];
      boolean code =
          purposes == null || purposes.contains(CODE_SIGNING) || purposes.contains(ANY_PURPOSE);
      if (signs && code) {
        return;
      }
    } catch (CertificateParsingException e) {
      // What it is for cannot be read: not for this.
    }
    throw unknown(
        subject,
        "is signed with the certificate of "
            + own.getSubjectX500Principal().getName()
            + ", which is not for signing code");
  }

  private static void refuseBrokenPath(
      String subject, List<X509Certificate> path, X509Certificate anchor, Instant now)
      throws PluginException {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      // Lists of what was revoked would have to be fetched; distrust is the operator's to say.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw unknown(
          subject,
          "is signed with a certificate whose chain to "
              + anchor.getSubjectX500Principal().getName()
              + " does not hold: "
              + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java validates certificates", e);
    }
  }

  private static PluginException unknown(String subject, String problem) {
    return new PluginException(
        Code.UNKNOWN_SIGNER,
        subject,
        problem,
        "if you trust whoever signed it, trust the certificate first");
  }
}
