package io.quoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The bundles that the artifact {@code io.quoin.embedded} carries as resources. */
final class EmbeddedBundles {

  private static final String FOLDER = "/io/quoin/embedded/";

  private EmbeddedBundles() {}

  /** Copies those that are wanted, by file name, into a folder. */
  static List<Path> unpack(Path folder, Predicate<String> wanted) throws PlatformException {
    try {
      Files.createDirectories(folder);
      List<Path> jars = new ArrayList<>();
      for (String name : index().stream().filter(wanted).toList()) {
        try (InputStream in = open(name)) {
          Path jar = folder.resolve(name);
          Files.copy(in, jar);
          jars.add(jar);
        }
      }
      return jars;
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.BAD_BUNDLES,
          "no folder of bundles was named, and none come with the program: "
              + e.getMessage()
              + "; add io.quoin.embedded to the class path or name a folder",
          e);
    }
  }

  private static List<String> index() throws IOException {
    try (InputStream in = open("index")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = EmbeddedBundles.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IOException(FOLDER.substring(1) + name + " is not on the class path");
    }
    return in;
  }
}
