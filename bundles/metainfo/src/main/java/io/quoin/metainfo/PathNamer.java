package io.quoin.metainfo;

import io.quoin.metainfo.MetainfoException.Code;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the files of one torrent safe paths that do not collide, not even where a file system
 * ignores case. Directories keep their names; a file that collides is renamed. First every path is
 * {@linkplain #enter entered}, then files are {@linkplain #place placed} in their order, then links
 * are {@linkplain #resolve resolved}.
 */
final class PathNamer {

  static final int MAX_LEVELS = 100;
  static final int MAX_COLLISIONS = 500;
  private static final int MAX_LINKS = 40;

  /** An entry of a directory, by the number of that directory. */
  private record Place(int directory, String key) {}

  /** A path that was entered: safe elements, and the number of the directory it ends in. */
  record Path(List<BString> raw, List<String> elements, int directory) {}

  private final SafeNames.Target target;
  private final Warnings warnings;
  private final Map<BString, String> names = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<Place, Integer> directories = new HashMap<>();
  private final Map<Place, List<BString>> files = new HashMap<>();
  private int collisions;
  private int linksLeft;

  PathNamer(SafeNames.Target target, Warnings warnings) {
    this.target = target;
    this.warnings = warnings;
  }

  /** Makes the elements of a file's path safe and notes its directories. */
  Path enter(List<BString> raw) throws MetainfoException {
    if (raw.size() > MAX_LEVELS) {
      throw new MetainfoException(
          Code.BAD_PATH, "a path of " + raw.size() + " levels; at most " + MAX_LEVELS);
    }
    List<String> elements = new ArrayList<>(raw.size());
    for (BString element : raw) {
      String name = nameOf(element);
      if (!name.isEmpty()) {
        elements.add(name);
      }
    }
    if (elements.isEmpty()) {
      elements.add(String.valueOf(SafeNames.SUBSTITUTE));
    }
    int directory = 0;
    for (String element : elements.subList(0, elements.size() - 1)) {
      directory =
          directories.computeIfAbsent(
              new Place(directory, key(element)), place -> directories.size() + 1);
    }
    return new Path(raw, elements, directory);
  }

  /** Gives an entered path a name that is free; a link says where it points. */
  List<String> place(Path path, List<BString> link) throws MetainfoException {
    List<String> elements = path.elements();
    String wanted = elements.get(elements.size() - 1);
    String name = wanted;
    for (int i = 1; !free(new Place(path.directory(), key(name))); i++) {
      collisions++;
      if (collisions > MAX_COLLISIONS) {
        throw new MetainfoException(
            Code.TOO_MANY_COLLISIONS, "more than " + MAX_COLLISIONS + " names collide");
      }
      name = SafeNames.shortened(wanted, "." + i);
    }
    files.put(new Place(path.directory(), key(name)), link);
    elements.set(elements.size() - 1, name);
    warnIfRenamed(path);
    return elements;
  }

  private void warnIfRenamed(Path path) {
    String raw = String.join("/", path.raw().stream().map(BString::toString).toList());
    String safe = String.join("/", path.elements());
    if (!raw.equals(safe)) {
      warnings.add("'" + SafeNames.text(raw, 200) + "' is renamed to '" + safe + "'");
    }
  }

  /**
   * The safe path that a link points to, from the root of the torrent or else from the link's own
   * directory; nothing if it leads out, in circles or nowhere.
   */
  Optional<List<String>> resolve(List<String> from, List<BString> link) {
    linksLeft = MAX_LINKS;
    return candidates(from, link).stream().filter(this::leadsInside).findFirst();
  }

  /** Where a link may point: counted from the root, as BEP 47 has it, or from its directory. */
  private List<List<String>> candidates(List<String> from, List<BString> link) {
    List<List<String>> candidates = new ArrayList<>(2);
    joined(List.of(), link).ifPresent(candidates::add);
    joined(from.subList(0, from.size() - 1), link).ifPresent(candidates::add);
    return candidates;
  }

  /** Nothing if it leads above the root. */
  private Optional<List<String>> joined(List<String> base, List<BString> link) {
    List<String> elements = new ArrayList<>(base);
    for (BString raw : link) {
      String name = nameOf(raw);
      if (!name.isEmpty()) {
        elements.add(name);
      } else if (raw.is("..")) {
        if (elements.isEmpty()) {
          return Optional.empty();
        }
        elements.remove(elements.size() - 1);
      }
    }
    return elements.size() <= MAX_LEVELS ? Optional.of(elements) : Optional.empty();
  }

  private boolean leadsInside(List<String> elements) {
    int directory = 0;
    for (int i = 0; i < elements.size(); i++) {
      Place place = new Place(directory, key(elements.get(i)));
      Integer next = directories.get(place);
      List<BString> link = files.get(place);
      if (next != null) {
        directory = next;
      } else if (link == null) {
        return false;
      } else if (link.isEmpty()) {
        return i == elements.size() - 1;
      } else {
        return followed(elements.subList(0, i + 1), link, elements.subList(i + 1, elements.size()));
      }
    }
    return !elements.isEmpty();
  }

  private boolean followed(List<String> from, List<BString> link, List<String> rest) {
    for (List<String> candidate : candidates(from, link)) {
      linksLeft--;
      candidate.addAll(rest);
      if (linksLeft >= 0 && candidate.size() <= MAX_LEVELS && leadsInside(candidate)) {
        return true;
      }
    }
    return false;
  }

  private boolean free(Place place) {
    return !files.containsKey(place) && !directories.containsKey(place);
  }

  private String nameOf(BString raw) {
    return names.computeIfAbsent(raw, bytes -> SafeNames.element(bytes.toString(), target));
  }

  /** Names with the same key may be one and the same to a file system. */
  private String key(String name) {
    return keys.computeIfAbsent(
        name,
        text ->
            Normalizer.normalize(text, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT));
  }
}
