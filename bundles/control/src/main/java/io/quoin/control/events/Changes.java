package io.quoin.control.events;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
   * Looks.
   *
   * @param now all things by id
   * @param changed told of those that are new or other than before
   * @param gone told of those that are not there any more
   */
  void look(Map<String, V> now, BiConsumer<String, V> changed, Consumer<String> gone) {
    Map<String, String> seen = new HashMap<>();
    List<Runnable> news = new ArrayList<>();
    now.forEach(
        (id, value) -> {
          String text = GSON.toJson(value);
          seen.put(id, text);
          if (!text.equals(known.get(id))) {
            news.add(() -> changed.accept(id, value));
          }
        });
    Set<String> lost = new TreeSet<>(known.keySet());
    lost.removeAll(seen.keySet());
    known = seen;
    if (looked) {
      lost.forEach(gone);
      news.forEach(Runnable::run);
    }
    looked = true;
  }

  /** The next look is the first again. */
  void forget() {
    known = new HashMap<>();
    looked = false;
  }
}
