package io.quoin.installer.source;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.content.BoundedCopy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Jars by Maven coordinates: {@code group:artifact:version}, and no dependencies of them. What is
 * in the local repository is taken from there; else it is fetched from the remote one, and has to
 * have the newest kind of checksum that is there for it.
 */
final class MavenSource {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
  private static final int CHECKSUM_BYTES = 4096;

  private final SourceSettings settings;

  MavenSource(SourceSettings settings) {
    this.settings = settings;
  }

  /** Kinds of checksums, the strongest first. */
  private enum Checksum {
    SHA512("SHA-512"),
    SHA256("SHA-256"),
    SHA1("SHA-1");

    private final String algorithm;

    Checksum(String algorithm) {
      this.algorithm = algorithm;
    }

    private String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The digest of what was written to the target. */
  String fetch(String coordinates, Path target, long most, Download download)
      throws PluginException {
    String path = path(coordinates);
    Path local = settings.mavenLocal().resolve(path);
    if (Files.isRegularFile(local)) {
      return download.toFile(local.toUri(), target, most).digest();
    }
    URI remote = remote(coordinates).resolve(path);
    BoundedCopy.Copied copied = download.toFile(remote, target, most);
    refuseWrongSum(remote, target, download);
    return copied.digest();
  }

  private static String path(String coordinates) throws PluginException {
    List<String> parts = List.of(coordinates.split(":", -1));
    if (parts.size() != 3 || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
      throw new PluginException(
          Code.SOURCE,
          "'" + coordinates + "'",
          "are no coordinates",
          "write them as group:artifact:version");
    }
    String artifact = parts.get(1);
    String version = parts.get(2);
    return parts.get(0).replace('.', '/')
        + "/"
        + artifact
        + "/"
        + version
        + "/"
        + artifact
        + "-"
        + version
        + ".jar";
  }

  private URI remote(String coordinates) throws PluginException {
    if (coordinates.endsWith("-SNAPSHOT")) {
      throw new PluginException(
          Code.SOURCE,
          coordinates,
          "is not in " + settings.mavenLocal() + ", and snapshots are not fetched from elsewhere",
          "build it, or name a release");
    }
    URI base =
        settings
            .mavenRemote()
            .orElseThrow(
                () ->
                    new PluginException(
                        Code.SOURCE,
                        coordinates,
                        "is not in " + settings.mavenLocal() + ", and no other repository is named",
                        "put it there, or name one in the configuration of io.quoin.installer"));
    return base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  private static void refuseWrongSum(URI remote, Path file, Download download)
      throws PluginException {
    for (Checksum kind : Checksum.values()) {
      Optional<byte[]> said = download.small(URI.create(remote + kind.suffix()), CHECKSUM_BYTES);
      if (said.isPresent()) {
        String wanted =
            new String(said.get(), StandardCharsets.US_ASCII).strip().split("\\s", 2)[0];
        if (!wanted.equalsIgnoreCase(digest(file, kind.algorithm))) {
          throw new PluginException(
              Code.CHECKSUM,
              remote.toString(),
              "has not the " + kind.algorithm + " checksum that its repository says",
              "try again; if it stays so, tell whoever runs the repository");
        }
        return;
      }
    }
    throw new PluginException(
        Code.CHECKSUM,
        remote.toString(),
        "has no checksum in its repository",
        "fetch it by other means, and name the file");
  }

  private static String digest(Path file, String algorithm) throws PluginException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    } catch (IOException e) {
      throw new PluginException(
          Code.SOURCE,
          file.toString(),
          "cannot be read: " + e.getMessage(),
          "see that the data directory can be read",
          e);
    }
  }
}
