package io.quoin.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the program was unpacked: {@code bundles}, {@code lib}, {@code etc}. */
final class Home {

  private Home() {}

  static Path bundles() throws Failure {
    return directory().resolve("bundles");
  }

  static Path etc() throws Failure {
    return directory().resolve("etc");
  }

  /** The folder with the program of the simulated TRON node. */
  static Path devnet() throws Failure {
    Path folder = directory().resolve("devnet");
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          "the simulated TRON node is not in " + folder + "; unpack the whole archive again");
    }
    return folder;
  }

  /** A plugin that comes with the program. */
  static Path plugin(String name) throws Failure {
    Path folder = directory().resolve("plugins");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "-*.jar")) {
      for (Path jar : found) {
        return jar;
      }
    } catch (IOException e) {
      throw new Failure("the folder " + folder + " cannot be read: " + Reasons.of(e), e);
    }
    throw new Failure("the plugin " + name + " is not in " + folder);
  }

  /** Where the plugins that come with the program are listed, if they are there. */
  static Optional<URI> pluginIndex() throws Failure {
    Path index = directory().resolve("plugins").resolve("index.xml");
    return Files.exists(index) ? Optional.of(index.toUri()) : Optional.empty();
  }

  private static Path directory() throws Failure {
    String home = System.getProperty("quoin.home");
    if (home == null) {
      throw new Failure("the property quoin.home is not set; use the script bin/quoin");
    }
    return Path.of(home);
  }
}
