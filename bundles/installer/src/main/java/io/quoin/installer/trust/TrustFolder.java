package io.quoin.installer.trust;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.api.plugin.PluginTrust;
import io.quoin.installer.record.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that are trusted: one PEM file each, named by its fingerprint. A file that an
 * operator puts there by hand is read at the next start.
 */
public final class TrustFolder implements PluginTrust {

  private static final Logger LOG = LoggerFactory.getLogger(TrustFolder.class);
  private static final String SUFFIX = ".pem";
  private static final int LARGEST = 64 << 10;
  private static final int MOST = 256;

  private final Path folder;
  private final Disk disk;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentSkipListMap<>();

  private record Known(X509Certificate certificate, Path file) {}

  /**
   * Reads what is trusted.
   *
   * @param folder made when it is needed
   * @param disk writes it
   * @param clock says which certificates are valid
   * @throws IOException if the folder cannot be read
   */
  public TrustFolder(Path folder, Disk disk, InstantSource clock) throws IOException {
    this.folder = folder;
    this.disk = disk;
    this.clock = clock;
    if (Files.isDirectory(folder)) {
      read();
    }
  }

  private void read() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        try {
          X509Certificate certificate = Certificates.parse(bytes(file));
          known.put(Certificates.fingerprint(certificate), new Known(certificate, file));
        } catch (IOException | CertificateException e) {
          LOG.warn("{} is not trusted, for it is no certificate: {}", file, e.getMessage());
        }
      }
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it has more than " + LARGEST + " bytes");
      }
      return bytes;
    }
  }

  Collection<X509Certificate> certificates() {
    return known.values().stream().map(Known::certificate).toList();
  }

  @Override
  public synchronized PluginSigner trust(Path named) throws PluginException {
    X509Certificate certificate = certificate(named);
    PluginSigner signer = Certificates.told(certificate);
    Instant now = clock.instant();
    if (now.isAfter(signer.until())) {
      throw new PluginException(
          Code.EXPIRED,
          named.toString(),
          "is a certificate that expired at " + signer.until(),
          "ask its owner for a valid one");
    }
    if (known.size() >= MOST && !known.containsKey(signer.fingerprint())) {
      throw new PluginException(
          Code.FULL,
          named.toString(),
          "is one certificate more than the " + MOST + " that can be trusted",
          "distrust another first");
    }
    Path file = folder.resolve(signer.fingerprint() + SUFFIX);
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        disk.sync(folder.getParent());
      }
      disk.replace(file, Certificates.pem(certificate));
    } catch (IOException | CertificateEncodingException e) {
      throw notKept(signer, e);
    }
    known.put(signer.fingerprint(), new Known(certificate, file));
    return signer;
  }

  private static X509Certificate certificate(Path file) throws PluginException {
    try {
      return Certificates.parse(bytes(file));
    } catch (CertificateException e) {
      throw new PluginException(
          Code.BAD_CERTIFICATE,
          file.toString(),
          "is no certificate: " + e.getMessage(),
          "name a file with one X.509 certificate, PEM or DER",
          e);
    } catch (IOException e) {
      throw new PluginException(
          Code.SOURCE,
          file.toString(),
          "cannot be read: " + e.getMessage(),
          "name a file that this process may read",
          e);
    }
  }

  @Override
  public synchronized PluginSigner distrust(String fingerprint) throws PluginException {
    Known meant = known.get(only(fingerprint));
    PluginSigner signer = Certificates.told(meant.certificate());
    try {
      disk.delete(meant.file());
      disk.sync(folder);
    } catch (IOException e) {
      throw notKept(signer, e);
    }
    known.remove(signer.fingerprint());
    return signer;
  }

  private String only(String beginning) throws PluginException {
    List<String> meant =
        known.keySet().stream().filter(whole -> whole.startsWith(beginning)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new PluginException(
        Code.UNKNOWN,
        "the fingerprint '" + beginning + "'",
        "is the beginning of " + meant.size() + " trusted certificates",
        "give more digits of one of them");
  }

  @Override
  public List<PluginSigner> trusted() {
    return certificates().stream().map(Certificates::told).toList();
  }

  private static PluginException notKept(PluginSigner signer, Exception cause) {
    return new PluginException(
        Code.RECORD,
        "the certificate of " + signer.name(),
        "cannot be written or deleted: " + cause.getMessage(),
        "see that the data directory can be written",
        cause);
  }
}
