package io.quoin.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars of a folder, in the order of their names. */
final class BundleFolder {

  private BundleFolder() {}

  static List<Path> jars(Path folder) throws PlatformException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.BAD_BUNDLES,
          "the folder of bundles " + folder + " cannot be read: " + e.getMessage(),
          e);
    }
    if (jars.isEmpty()) {
      throw new PlatformException(
          PlatformException.Code.BAD_BUNDLES, "there is no bundle in " + folder);
    }
    jars.sort(null);
    return jars;
  }
}
