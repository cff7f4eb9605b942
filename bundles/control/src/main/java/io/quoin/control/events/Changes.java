package io.quoin.control.events;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a kind of things has changed since the last look; at the first look nothing has. From one
 * thread at a time.
 *
 * @param <V> how a thing is told of
 */
final class Changes<V> {

  static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private Map<String, String> known = new HashMap<>();
  private boolean looked;

  /**
   * What has changed.
   *
   * @param changed things that are new or other than before
   * @param added ids of those that are new
   * @param gone ids of those that are not there any more
   */
  record Delta<V>(List<V> changed, List<String> added, Set<String> gone) {}

  /**
   * Looks.
   *
   * @param now all things by id
   */
  Delta<V> look(Map<String, V> now) {
    Map<String, String> seen = new HashMap<>();
    List<V> changed = new ArrayList<>();
    List<String> added = new ArrayList<>();
    now.forEach(
        (id, value) -> {
          String text = GSON.toJson(value);
          seen.put(id, text);
          String before = known.get(id);
          if (!text.equals(before)) {
            changed.add(value);
          }
          if (before == null) {
            added.add(id);
          }
        });
    Set<String> gone = new TreeSet<>(known.keySet());
    gone.removeAll(seen.keySet());
    known = seen;
    if (!looked) {
      looked = true;
      return new Delta<>(List.of(), List.of(), Set.of());
    }
    return new Delta<>(changed, added, gone);
  }

  /** The next look is the first again. */
  void forget() {
    known = new HashMap<>();
    looked = false;
  }
}
