package io.quoin.control.rpc;

/** Names that more than one method uses. */
final class Names {

  static final Name IDS = Name.of("ids");
  static final Name ID = Name.of("id");
  static final Name NAME = Name.of("name");
  static final Name PATH = Name.of("path");
  static final Name HASH_STRING = Name.of("hashString");
  static final Name FIELDS = Name.of("fields");
  static final Name LABELS = Name.of("labels");
  static final Name LOCATION = Name.of("location");
  static final Name GROUP = Name.of("group");
  static final Name DOWNLOAD_DIR = new Name("download-dir", "download_dir");
  static final Name PEER_LIMIT = Name.of("peer-limit");
  static final Name BANDWIDTH_PRIORITY = Name.of("bandwidthPriority");
  static final Name FILES_WANTED = Name.of("files-wanted");
  static final Name FILES_UNWANTED = Name.of("files-unwanted");
  static final Name PRIORITY_HIGH = Name.of("priority-high");
  static final Name PRIORITY_LOW = Name.of("priority-low");
  static final Name PRIORITY_NORMAL = Name.of("priority-normal");
  static final Name SEQUENTIAL = Name.of("sequential_download");
  static final Name SEQUENTIAL_FROM = Name.of("sequential_download_from_piece");
  static final Name HONORS_SESSION_LIMITS = Name.of("honorsSessionLimits");

  private Names() {}
}
