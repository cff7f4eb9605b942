package io.quoin.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Skips a test, with the reason, where what it needs is not there. */
final class Installed {
  private Installed() {}

  /** A program on the path, from this package of Debian's. */
  static void assume(String program, String debianPackage) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    assumeTrue(
        found,
        () -> program + " is not installed; on Debian it is in the package " + debianPackage);
  }

  /** The user who may do what only root may. */
  static void assumeRoot(String purpose) {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      assumeTrue(Integer.valueOf(0).equals(user), () -> purpose + " can be made by root alone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
