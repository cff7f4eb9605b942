package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes names from strangers safe to show and to put into a file system. A name is made safe once,
 * when it is parsed, and nobody sees the raw one afterwards.
 */
public final class SafeNames {

  /** Bytes of UTF-8 that the longest safe name has. */
  public static final int MAX_BYTES = 255;

  /** What stands where something had to go. */
  static final char SUBSTITUTE = '_';

  private static final Set<String> WINDOWS_DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");
  private static final Pattern WINDOWS_PORTS = Pattern.compile("(COM|LPT)[0-9\u00b9\u00b2\u00b3]");

  /**
   * First and last of what is never kept: controls, separators, and what Unicode calls default
   * ignorable or draws as a blank. A fixed list, so that names do not depend on the Java version.
   */
  private static final int[] UNFIT = {
    0x0000, 0x001f, 0x002f, 0x002f, 0x005c, 0x005c, 0x007f, 0x009f, 0x00ad, 0x00ad, 0x034f, 0x034f,
    0x061c, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f, 0x2028, 0x202e,
    0x2060, 0x206f, 0x2800, 0x2800, 0x3164, 0x3164, 0xd800, 0xdfff, 0xfdd0, 0xfdef, 0xfe00, 0xfe0f,
    0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfffb, 0xfffd, 0xffff, 0x1bca0, 0x1bca3, 0x1d173,
    0x1d17a, 0xe0000, 0xe0fff
  };

  /** The file systems that names must fit. */
  public enum Target {
    /** Everything but Windows. */
    POSIX,
    /** Windows refuses more characters, and cuts dots and spaces at the end of a name. */
    WINDOWS;

    /**
     * The one this program runs on.
     *
     * @return by the system property {@code os.name}
     */
    public static Target here() {
      String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      return system.startsWith("windows") ? WINDOWS : POSIX;
    }
  }

  private SafeNames() {}

  /**
   * One element of a path, made safe: no separator, no NUL or other control character, nothing
   * invisible or that changes the direction of writing, well-formed, no device name of Windows, at
   * most {@link #MAX_BYTES} bytes. What had to go is replaced by {@code _}. An element that means
   * no name at all (empty, {@code .} or {@code ..}) becomes empty.
   *
   * @param raw the element as it came
   * @param target where it is to be used
   * @return the safe name; equal to the raw one if that was safe
   */
  public static String element(String raw, Target target) {
    if (raw.isEmpty() || raw.equals(".") || raw.equals("..")) {
      return "";
    }
    StringBuilder name = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(c -> name.appendCodePoint(fits(c) && fits(c, target) ? c : SUBSTITUTE));
    if (target == Target.WINDOWS) {
      cutEnd(name);
    }
    if (isDevice(name)) {
      name.insert(0, SUBSTITUTE);
    }
    return name.length() == 0 ? String.valueOf(SUBSTITUTE) : shortened(name.toString(), "");
  }

  /**
   * A text for people (a comment, a program's name) without control characters other than line
   * breaks and tabs, and without anything invisible or that changes the direction of writing.
   *
   * @param raw the text as it came
   * @param maxLength the most characters to keep
   * @return what is safe to print
   */
  public static String text(String raw, int maxLength) {
    StringBuilder text = new StringBuilder();
    raw.replace("\r\n", "\n")
        .codePoints()
        .limit(maxLength)
        .forEach(
            c ->
                text.appendCodePoint(
                    fits(c) || c == '\n' || c == '\t' || c == '/' || c == '\\' ? c : SUBSTITUTE));
    return text.toString();
  }

  /**
   * The name with something before its extension, still short enough.
   *
   * @param name a safe name
   * @param insert what to put in, ASCII
   * @return a safe name
   */
  static String shortened(String name, String insert) {
    int dot = name.lastIndexOf('.');
    boolean extended = dot > 0 && utf8Length(name.substring(dot)) <= 32;
    String stem = extended ? name.substring(0, dot) : name;
    String extension = extended ? name.substring(dot) : "";
    int room = MAX_BYTES - utf8Length(extension) - insert.length();
    return cut(stem, room) + insert + extension;
  }

  /** The longest beginning of a text that has not more bytes than given. */
  private static String cut(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > maxBytes) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static boolean fits(int c) {
    for (int i = 0; i < UNFIT.length && c >= UNFIT[i]; i += 2) {
      if (c <= UNFIT[i + 1]) {
        return false;
      }
    }
    return (c & 0xfffe) != 0xfffe;
  }

  private static boolean fits(int c, Target target) {
    return target == Target.POSIX || "<>:\"|?*".indexOf(c) < 0;
  }

  private static void cutEnd(StringBuilder name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    name.setLength(end);
  }

  /** Windows opens a device whatever the extension, and ignores spaces before it. */
  private static boolean isDevice(StringBuilder name) {
    int dot = name.indexOf(".");
    String stem = (dot < 0 ? name.toString() : name.substring(0, dot)).stripTrailing();
    String upper = stem.toUpperCase(Locale.ROOT);
    return WINDOWS_DEVICES.contains(upper) || WINDOWS_PORTS.matcher(upper).matches();
  }

  private static int utf8Length(String text) {
    return text.getBytes(UTF_8).length;
  }
}
