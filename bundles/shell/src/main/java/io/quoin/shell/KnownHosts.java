package io.quoin.shell;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * Where a shell listens and by which key it is known, in a line of OpenSSH's known_hosts (sshd(8)):
 * there as long as it listens, so that clients on this machine need not be told.
 */
final class KnownHosts {

  private final Path file;

  /** In a folder that is there. */
  KnownHosts(Path folder) {
    this.file = folder.resolve("known_hosts");
  }

  void say(InetSocketAddress address, PublicKey key) throws IOException {
    String line =
        String.format(
            "[%s]:%d %s%n",
            address.getHostString(), address.getPort(), PublicKeyEntry.toString(key));
    WholeFile.write(file, line.getBytes(StandardCharsets.UTF_8));
  }

  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
