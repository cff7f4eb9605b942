package io.quoin.control.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key by which the server is known where it speaks TLS. */
public final class TlsKeys {

  private static final int LONGEST_PASSWORD = 1024;

  private TlsKeys() {}

  /**
   * Reads a key.
   *
   * @param store PKCS #12 file with one private key and its certificates
   * @param password file of its password, in UTF-8, a line break at the end aside
   * @throws IOException if either cannot be read
   * @throws GeneralSecurityException if it is no such file, or has another password
   */
  public static SSLContext read(Path store, Path password)
      throws IOException, GeneralSecurityException {
    if (Files.size(password) > LONGEST_PASSWORD) {
      throw new IOException(password + " is too long for a password");
    }
    char[] secret =
        Files.readString(password, StandardCharsets.UTF_8).stripTrailing().toCharArray();
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, secret);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } finally {
      Arrays.fill(secret, '\0');
    }
  }
}
