package io.quoin.metainfo;

import java.util.ArrayList;
import java.util.List;

/** What was changed or ignored while parsing; the first hundred, and how many more. */
final class Warnings {

  static final int KEPT = 100;

  private final List<String> kept = new ArrayList<>();
  private int more;

  void add(String warning) {
    if (kept.size() < KEPT) {
      kept.add(warning);
    } else {
      more++;
    }
  }

  List<String> toList() {
    List<String> all = new ArrayList<>(kept);
    if (more > 0) {
      all.add("and " + more + " more");
    }
    return List.copyOf(all);
  }
}
