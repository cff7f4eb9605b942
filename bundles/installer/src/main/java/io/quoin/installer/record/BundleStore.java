package io.quoin.installer.record;

import io.quoin.api.plugin.PluginBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** The bundles of plugins, each in a file that is called by its digest. */
public final class BundleStore {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Disk disk;

  /**
   * The store of a folder.
   *
   * @param folder made when it is needed
   * @param disk writes it
   */
  public BundleStore(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  static String digest(String text) {
    if (!DIGEST.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no digest");
    }
    return text;
  }

  /**
   * Where a bundle is.
   *
   * @param bundle that was kept
   * @return its file
   */
  public Path file(PluginBundle bundle) {
    return folder.resolve(bundle.digest());
  }

  /**
   * Keeps a bundle; returns when it survives a power cut.
   *
   * @param bundle its digest has been checked
   * @param jar its bytes
   * @throws IOException if it cannot be written
   */
  public void keep(PluginBundle bundle, Path jar) throws IOException {
    Path file = file(bundle);
    if (intact(bundle)) {
      return;
    }
    Files.createDirectories(folder);
    Path part = Disk.part(file);
    disk.copy(jar, part);
    disk.rename(part, file);
    disk.sync(folder);
  }

  /**
   * Whether a bundle is there as it was kept.
   *
   * @param bundle which
   * @return false if it is gone or has changed
   * @throws IOException if it cannot be read
   */
  public boolean intact(PluginBundle bundle) throws IOException {
    Path file = file(bundle);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of()
          .formatHex(digesting.getMessageDigest().digest())
          .equals(bundle.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Deletes what is not needed.
   *
   * @param digests of those that are
   * @throws IOException if something cannot be deleted; it can be tried again
   */
  public void keepOnly(Set<String> digests) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!digests.contains(file.getFileName().toString())) {
          disk.delete(file);
        }
      }
    }
  }
}
