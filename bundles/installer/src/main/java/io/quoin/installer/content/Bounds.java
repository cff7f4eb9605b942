package io.quoin.installer.content;

/**
 * How large a plugin may be.
 *
 * @param file bytes of its jar
 * @param entries in that jar, and in each bundle of an archive
 * @param unpacked bytes of all entries together
 * @param bundles of an archive
 * @param manifest bytes of a manifest
 * @param capabilities that it declares
 */
public record Bounds(
    long file, int entries, long unpacked, int bundles, int manifest, int capabilities) {

  /**
   * The largest bundle of this project, the TRON ledger, has 13 MB in 8000 entries, and others that
   * embed a network stack are like it; these are some ten times as much.
   */
  public static final Bounds DEFAULT = new Bounds(128L << 20, 65_536, 512L << 20, 32, 1 << 20, 64);
}
