package io.quoin.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuildVersion implements IVersionProvider {

  static String text() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return "quoin " + (version == null ? "(not built)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
