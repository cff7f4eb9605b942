package io.quoin.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Key pairs in files of OpenSSH's format that only their owner reads; made when missing. */
final class ShellKeys {

  static final String HOST = "host-key";
  static final String ADMINISTRATOR = "administrator";

  private final Path directory;

  /**
   * Keys in a directory, which is made.
   *
   * @param directory readable by its owner alone if it is new
   */
  ShellKeys(Path directory) throws IOException {
    Cryptography.prepare();
    this.directory = directory;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  Path directory() {
    return directory;
  }

  KeyPair keyPair(String name) throws IOException, GeneralSecurityException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      make(file, name);
    }
    return read(file);
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, null);
      if (pairs == null || !pairs.iterator().hasNext()) {
        throw new IOException(file + " holds no key; remove it, and a new one is made");
      }
      return pairs.iterator().next();
    }
  }

  private void make(Path file, String name) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    OpenSSHKeyPairResourceWriter writer = OpenSSHKeyPairResourceWriter.INSTANCE;
    ByteArrayOutputStream publicKey = new ByteArrayOutputStream();
    writer.writePublicKey(pair.getPublic(), "quoin " + name, publicKey);
    WholeFile.write(directory.resolve(name + ".pub"), publicKey.toByteArray());
    ByteArrayOutputStream privateKey = new ByteArrayOutputStream();
    writer.writePrivateKey(pair, "quoin " + name, null, privateKey);
    WholeFile.write(file, privateKey.toByteArray());
  }
}
