package io.quoin.shell;

import io.quoin.api.access.Role;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Completes commands that a role may run, their switches, and ids where they take one. */
final class CommandWords implements Completion {

  private static final Pattern TAKES_AN_ID = Pattern.compile("\\bid\\b");

  private static final Pattern GAP = Pattern.compile(" +");

  private final CommandRoles roles;
  private final Role role;
  private final Function<String, List<String>> ids;

  CommandWords(CommandRoles roles, Role role, Function<String, List<String>> ids) {
    this.roles = roles;
    this.role = role;
    this.ids = ids;
  }

  @Override
  public List<String> words(String line) {
    int space = line.lastIndexOf(' ');
    String word = line.substring(space + 1);
    return candidates(line, space < 0 ? "" : line.substring(0, space), word)
        .filter(candidate -> candidate.startsWith(word))
        .sorted()
        .toList();
  }

  private Stream<String> candidates(String line, String before, String word) {
    if (before.equals(Help.SHORT) || before.equals(Watch.SHORT) || !line.contains(" ")) {
      return Stream.concat(
          roles.names(role).stream(),
          before.isEmpty() ? Stream.of(Help.SHORT, Watch.SHORT) : Stream.empty());
    }
    List<String> given = GAP.splitAsStream(before).toList();
    String command = given.get(0);
    if (!roles.names(role).contains(command)) {
      return Stream.empty();
    }
    Description description = roles.description(command);
    if (word.startsWith("-")) {
      return description.switches().stream()
          .map(Description.Switch::name)
          .filter(name -> !given.contains(name));
    }
    return description.words().stream().anyMatch(text -> TAKES_AN_ID.matcher(text).find())
        ? ids.apply(command.substring(0, command.indexOf(':'))).stream()
        : Stream.empty();
  }
}
