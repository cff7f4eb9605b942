package io.quoin.launcher.shell;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Where a platform is entered.
 *
 * @param address where its shell listens
 * @param host the key by which it is known; whoever has another is somebody else
 * @param visitor the key that opens
 */
public record Door(InetSocketAddress address, PublicKey host, KeyPair visitor) {

  private static final String FOLDER = "io.quoin.shell";
  private static final Pattern KNOWN = Pattern.compile("\\[([^]]+)]:(\\d+) (\\S+ \\S+).*");

  /**
   * The door of a platform on this machine.
   *
   * @param data its data folder
   * @throws ShellException if no platform that listens has it, or this user may not enter
   */
  public static Door of(Path data) throws ShellException {
    Path folder = data.resolve(FOLDER);
    Path known = folder.resolve("known_hosts");
    if (!Files.isReadable(known)) {
      throw new ShellException(
          Files.exists(known)
              ? known + " may not be read; ask whoever runs the platform"
              : "no platform listens with its data in "
                  + data
                  + "; start one with 'quoin run', or name its folder with --data");
    }
    List<Matcher> lines = lines(known);
    if (lines.isEmpty()) {
      throw new ShellException(known + " names no address; start the platform again");
    }
    return of(lines.get(0), folder.resolve("administrator"));
  }

  /**
   * The door at an address.
   *
   * @param address of the shell
   * @param known names its key, in a line of OpenSSH's known_hosts with the port in brackets
   * @param key private one, in OpenSSH's format without a passphrase
   * @throws ShellException if either cannot be read, or the address is not named
   */
  public static Door at(InetSocketAddress address, Path known, Path key) throws ShellException {
    for (Matcher line : lines(known)) {
      if (line.group(1).equals(address.getHostString())
          && Integer.parseInt(line.group(2)) == address.getPort()) {
        return of(line, key);
      }
    }
    throw new ShellException(
        String.format(
            "%s does not name [%s]:%d; ask whoever runs the platform for the line of its"
                + " known_hosts",
            known, address.getHostString(), address.getPort()));
  }

  private static List<Matcher> lines(Path known) throws ShellException {
    try {
      return Files.readAllLines(known).stream()
          .map(KNOWN::matcher)
          .filter(Matcher::matches)
          .toList();
    } catch (IOException e) {
      throw new ShellException(known + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Door of(Matcher line, Path key) throws ShellException {
    try {
      PublicKey host =
          AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.group(3))
              .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
      return new Door(
          InetSocketAddress.createUnresolved(line.group(1), Integer.parseInt(line.group(2))),
          host,
          key(key));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new ShellException(
          "the key of the platform at " + line.group(1) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static KeyPair key(Path file) throws ShellException {
    if (!Files.isReadable(file)) {
      throw new ShellException(
          file
              + (Files.exists(file) ? " may not be read by this user" : " is not there")
              + "; it is the key that opens the platform's shell");
    }
    try (var in = Files.newInputStream(file)) {
      demandSecrecy(file);
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, null);
      if (pairs == null || !pairs.iterator().hasNext()) {
        throw new ShellException(file + " holds no private key without a passphrase");
      }
      return pairs.iterator().next();
    } catch (IOException | GeneralSecurityException e) {
      throw new ShellException(file + " cannot be read as a key: " + e.getMessage(), e);
    }
  }

  private static void demandSecrecy(Path file) throws IOException, ShellException {
    Set<PosixFilePermission> allowed =
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if (!allowed.containsAll(Files.getPosixFilePermissions(file))) {
      throw new ShellException(file + " may be read by others; run 'chmod 600 " + file + "'");
    }
  }
}
