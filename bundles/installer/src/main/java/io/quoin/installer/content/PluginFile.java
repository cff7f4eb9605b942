package io.quoin.installer.content;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A plugin's jar, copied: what is verified is what is installed, whatever becomes of the original.
 *
 * @param subject what the operator called it
 * @param jar the copy
 * @param digest its SHA-256
 */
public record PluginFile(String subject, Path jar, String digest) {

  /**
   * Fetches a plugin.
   *
   * @param source where it is
   * @param staging where the copy goes
   * @param bounds how large it may be
   * @return the copy
   * @throws PluginException {@code SOURCE}, {@code TOO_LARGE}, {@code MALFORMED}
   */
  public static PluginFile fetch(URI source, Staging staging, Bounds bounds)
      throws PluginException {
    Path file = local(source);
    Path copy = staging.next();
    try (InputStream in = Files.newInputStream(file)) {
      String digest = BoundedCopy.toFile(in, copy, bounds.file()).digest();
      JarCheck.check(file.toString(), copy, bounds);
      return new PluginFile(file.toString(), copy, digest);
    } catch (BoundedCopy.TooLong e) {
      throw new PluginException(
          Code.TOO_LARGE,
          file.toString(),
          "has more than " + bounds.file() + " bytes",
          "a plugin may not; take out what it does not need",
          e);
    } catch (NoSuchFileException e) {
      throw new PluginException(
          Code.SOURCE, file.toString(), "is not there", "name the plugin's jar", e);
    } catch (IOException e) {
      throw new PluginException(
          Code.SOURCE,
          file.toString(),
          "cannot be read: " + e.getMessage(),
          "name a jar that this process may read",
          e);
    }
  }

  /**
   * A plugin that was received.
   *
   * @param subject what the operator called it
   * @param copy of it
   * @param digest SHA-256 of the copy
   * @param bounds how large it may be
   * @return that file
   * @throws PluginException {@code TOO_LARGE}, {@code MALFORMED}
   */
  public static PluginFile received(String subject, Path copy, String digest, Bounds bounds)
      throws PluginException {
    JarCheck.check(subject, copy, bounds);
    return new PluginFile(subject, copy, digest);
  }

  /**
   * A plugin that stays where it is.
   *
   * @param jar nobody changes it
   * @return that file
   * @throws PluginException {@code SOURCE} if it cannot be read
   */
  public static PluginFile inPlace(Path jar) throws PluginException {
    try (InputStream in = Files.newInputStream(jar)) {
      String digest =
          BoundedCopy.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).digest();
      return new PluginFile(jar.toString(), jar, digest);
    } catch (IOException e) {
      throw new PluginException(
          Code.SOURCE,
          jar.toString(),
          "cannot be read: " + e.getMessage(),
          "name a jar that this process may read",
          e);
    }
  }

  private static Path local(URI source) throws PluginException {
    try {
      if ("file".equals(source.getScheme())) {
        return Path.of(source);
      }
    } catch (IllegalArgumentException e) {
      throw unknown(source, e);
    }
    throw unknown(source, null);
  }

  private static PluginException unknown(URI source, Throwable cause) {
    return new PluginException(
        Code.SOURCE,
        source.toString(),
        "is not a place to fetch a plugin from",
        "name a file",
        cause);
  }
}
