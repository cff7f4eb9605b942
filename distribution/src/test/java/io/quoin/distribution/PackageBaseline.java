package io.quoin.distribution;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the exported packages of two builds of a bundle. A package that took something away, or
 * added to it, needs a higher version; below 1.0 the minor number is the one that says so.
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
        if (unsaid(info)) {
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

  private static boolean unsaid(Baseline.Info info) {
    Delta delta = info.packageDiff.getDelta();
    if (delta == Delta.UNCHANGED || delta == Delta.IGNORED || delta == Delta.ADDED) {
      return false;
    }
    boolean sameMajor = info.newerVersion.getMajor() == info.olderVersion.getMajor();
    boolean sameMinor = sameMajor && info.newerVersion.getMinor() == info.olderVersion.getMinor();
    boolean sameMicro = sameMinor && info.newerVersion.getMicro() == info.olderVersion.getMicro();
    return switch (delta) {
      case MAJOR, REMOVED -> info.olderVersion.getMajor() == 0 ? sameMinor : sameMajor;
      case MINOR -> sameMinor;
      default -> sameMicro;
    };
  }
}
