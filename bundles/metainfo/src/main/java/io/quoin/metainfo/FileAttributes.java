package io.quoin.metainfo;

import java.util.List;
import java.util.Optional;

/** What BEP 47 says of a file. */
final class FileAttributes {

  static final FileAttributes NONE = new FileAttributes(false, false, false, null);
  static final FileAttributes PAD = new FileAttributes(true, false, false, null);

  private final boolean pad;
  private final boolean executable;
  private final boolean hidden;
  private final List<String> symlinkTarget;

  private FileAttributes(
      boolean pad, boolean executable, boolean hidden, List<String> symlinkTarget) {
    this.pad = pad;
    this.executable = executable;
    this.hidden = hidden;
    this.symlinkTarget = symlinkTarget;
  }

  static FileAttributes of(boolean executable, boolean hidden) {
    return executable || hidden ? new FileAttributes(false, executable, hidden, null) : NONE;
  }

  FileAttributes linkingTo(List<String> target) {
    return new FileAttributes(pad, executable, hidden, target);
  }

  boolean pad() {
    return pad;
  }

  boolean executable() {
    return executable;
  }

  boolean hidden() {
    return hidden;
  }

  Optional<List<String>> symlinkTarget() {
    return Optional.ofNullable(symlinkTarget);
  }
}
