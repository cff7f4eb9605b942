package io.quoin.shell;

import io.quoin.api.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who comes in as what, read at each log-in: a key that is struck out is refused from then on. */
final class AuthorizedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizedKeys.class);
  private static final long MOST_BYTES = 1 << 20;

  private final PublicKey administrator;
  private final Path file;

  AuthorizedKeys(PublicKey administrator, Path file) {
    this.administrator = administrator;
    this.file = file;
  }

  /** Whether a key is the one that this platform made for its machine's administrator. */
  boolean isLocal(PublicKey key) {
    return KeyUtils.compareKeys(administrator, key);
  }

  Optional<Role> role(PublicKey key) {
    if (isLocal(key)) {
      return Optional.of(Role.ADMINISTRATOR);
    }
    try {
      return inFile(key);
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}; only the administrator's key comes in", file, e.toString());
      return Optional.empty();
    }
  }

  private Optional<Role> inFile(PublicKey key) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("more than " + MOST_BYTES + " bytes");
    }
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Optional<Role> role = inLine(line.strip(), number, key);
        if (role.isPresent()) {
          return role;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Role> inLine(String line, int number, PublicKey key) {
    if (line.isEmpty() || line.startsWith("#")) {
      return Optional.empty();
    }
    try {
      AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
      PublicKey held = entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
      if (held == null || !KeyUtils.compareKeys(held, key)) {
        return Optional.empty();
      }
      String name = entry.getLoginOptions().getOrDefault("role", Role.VIEWER.toString());
      Optional<Role> role = Role.named(name);
      if (role.isEmpty()) {
        LOG.warn("{}, line {}: there is no role {}; nobody comes in by it", file, number, name);
      }
      return role;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("{}, line {} is no key: {}; it is left out", file, number, e.toString());
      return Optional.empty();
    }
  }
}
