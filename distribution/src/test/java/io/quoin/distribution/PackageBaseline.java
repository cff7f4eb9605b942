package io.quoin.distribution;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.version.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the exported packages of two builds of a bundle. A package that took something away, or
 * added to it, needs a higher version; below 1.0 the minor number is the one that says so. For a
 * package that is gone the bundle's version says it.
 */
final class PackageBaseline {

  private PackageBaseline() {}

  /** What is wrong with the newer one; nothing if its versions say what changed. */
  static List<String> complaints(Path older, Path newer) throws Exception {
    try (Processor reporter = new Processor();
        Jar olderJar = new Jar(older.toFile());
        Jar newerJar = new Jar(newer.toFile())) {
      Baseline baseline = new Baseline(reporter, new DiffPluginImpl());
      List<String> complaints = new ArrayList<>();
      for (Baseline.Info info : baseline.baseline(newerJar, olderJar, new Instructions("*"))) {
        if (info.packageDiff.getDelta() == Delta.REMOVED) {
          if (unsaid(Delta.MAJOR, version(olderJar), version(newerJar))) {
            complaints.add(info.packageName + ": gone; raise the bundle's version");
          }
        } else if (unsaid(info.packageDiff.getDelta(), info.olderVersion, info.newerVersion)) {
          complaints.add(
              info.packageName
                  + " "
                  + info.newerVersion
                  + ": "
                  + info.packageDiff.getDelta()
                  + " since "
                  + info.olderVersion
                  + "; raise its version");
        }
      }
      return complaints;
    }
  }

  private static Version version(Jar jar) throws Exception {
    return Version.parseVersion(jar.getVersion());
  }

  private static boolean unsaid(Delta delta, Version older, Version newer) {
    boolean sameMajor = newer.getMajor() == older.getMajor();
    boolean sameMinor = sameMajor && newer.getMinor() == older.getMinor();
    boolean sameMicro = sameMinor && newer.getMicro() == older.getMicro();
    return switch (delta) {
      case UNCHANGED, IGNORED, ADDED -> false;
      case MAJOR -> older.getMajor() == 0 ? sameMinor : sameMajor;
      case MINOR -> sameMinor;
      default -> sameMicro;
    };
  }
}
