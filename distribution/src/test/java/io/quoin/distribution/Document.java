package io.quoin.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation: what it shows is what the tests run. */
record Document(String text) {

  static Document named(String name) throws IOException {
    return new Document(Files.readString(Path.of("..", "docs", name)));
  }

  /** What stands in its fenced blocks of a language, in order. */
  List<String> blocks(String language) {
    Pattern block =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    return block.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** From a heading to the next one of any level. */
  String section(String heading) {
    Matcher found =
        Pattern.compile(
                "^#+ " + Pattern.quote(heading) + "\n(.*?)(?=^#|\\z)",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    if (!found.find()) {
      throw new AssertionError("there is no section " + heading);
    }
    return found.group(1);
  }

  /** The headings that match. */
  List<String> headings(Pattern pattern) {
    return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(heading -> pattern.matcher(heading).matches())
        .toList();
  }

  /** What of it matches, in order. */
  static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }
}
