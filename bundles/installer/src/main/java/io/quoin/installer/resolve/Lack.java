package io.quoin.installer.resolve;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reason why a plugin does not fit.
 *
 * @param kind which refusal it makes
 * @param words goes on after the plugin's name
 */
public record Lack(Kind kind, String words) {

  private static final int TOLD = 4;

  /** What is wrong, the most telling first, with what to do about it. */
  public enum Kind {
    /** It was made for another api. */
    WRONG_API(Code.WRONG_API, "install a version of it that was made for this platform's api"),
    /** It exports what others do, or is there already. */
    CLASH(Code.CLASH, "ask whoever made it to keep that to itself"),
    /** It declares what does not exist. */
    UNKNOWN_CAPABILITY(
        Code.CAPABILITY, "ask whoever made it to correct its header Quoin-Capabilities"),
    /** It uses what it does not declare. */
    UNDECLARED(Code.CAPABILITY, "ask whoever made it to declare that in Quoin-Capabilities"),
    /** What it needs is not there. */
    MISSING(Code.MISSING, "ask whoever made it for one that brings it along"),
    /** All is there, but does not go together. */
    UNRESOLVED(Code.UNRESOLVED, "ask whoever made it");

    private final Code code;
    private final String remedy;

    Kind(Code code, String remedy) {
      this.code = code;
      this.remedy = remedy;
    }
  }

  /** One refusal for all of them; the most telling names it. */
  static PluginException refusal(String subject, List<Lack> lacks) {
    List<Lack> sorted = lacks.stream().sorted(Comparator.comparing(Lack::kind)).toList();
    String more = sorted.size() > TOLD ? ", and " + (sorted.size() - TOLD) + " more" : "";
    return new PluginException(
        sorted.get(0).kind.code,
        subject,
        sorted.stream().limit(TOLD).map(Lack::words).collect(Collectors.joining(", ")) + more,
        sorted.get(0).kind.remedy);
  }
}
