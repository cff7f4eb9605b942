package io.quoin.metainfo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the file tree of BEP 52. */
final class FileTree {

  private final Map<BString, FileTree> directories = new TreeMap<>();
  private final Map<BString, BDictionary> files = new HashMap<>();

  private FileTree() {}

  /** The tree of some files with the roots they have, in the same order. */
  static BDictionary of(List<SourceFile> files, List<Optional<BString>> roots) {
    FileTree tree = new FileTree();
    for (int i = 0; i < files.size(); i++) {
      tree.add(files.get(i), roots.get(i));
    }
    return tree.encode();
  }

  private void add(SourceFile file, Optional<BString> root) {
    BDictionary.Builder properties = BDictionary.builder().put("length", file.length());
    root.ifPresent(hash -> properties.put("pieces root", hash));
    FileTree directory = this;
    int last = file.path().size() - 1;
    for (BString element : file.path().subList(0, last)) {
      directory = directory.directories.computeIfAbsent(element, name -> new FileTree());
    }
    directory.files.put(
        file.path().get(last), BDictionary.builder().put("", properties.build()).build());
  }

  private BDictionary encode() {
    BDictionary.Builder encoded = BDictionary.builder();
    files.forEach(encoded::put);
    directories.forEach((name, directory) -> encoded.put(name, directory.encode()));
    return encoded.build();
  }
}
