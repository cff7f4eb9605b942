package io.quoin.shell;

import io.quoin.api.access.Role;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** Lists what a role may run, and says how one command is used. */
final class Help implements Function {

  static final String NAME = "system:help";
  static final String SHORT = "help";

  private static final String COLUMNS = "COLUMNS";
  private static final int NARROWEST = 20;

  private final CommandRoles roles;
  private final Role role;

  Help(CommandRoles roles, Role role) {
    this.roles = roles;
    this.role = role;
  }

  @Override
  public Object execute(CommandSession session, List<Object> words) throws IOException {
    int told = session.get(COLUMNS) instanceof Integer columns ? columns : 0;
    return words.isEmpty()
        ? list(told > 0 ? Math.max(NARROWEST, told) : Integer.MAX_VALUE)
        : one(String.valueOf(words.get(0)));
  }

  private String list(int columns) {
    Collection<String> names = roles.names(role);
    int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String line = padded(name, width) + Printable.of(roles.description(name).text(), columns);
      text.append(line, 0, Math.min(line.length(), columns)).append('\n');
    }
    return text
        + "\n'help COMMAND' says how one is used; 'watch COMMAND' repeats it until Ctrl-C.\n";
  }

  private String one(String name) throws IOException {
    if (!roles.names(role).contains(name)) {
      throw new IOException(name + " is no command for you; 'help' lists those there are");
    }
    Description description = roles.description(name);
    StringBuilder usage = new StringBuilder(name);
    StringBuilder parts = new StringBuilder();
    for (Description.Switch one : description.switches()) {
      String shown = one.hasValue() ? one.name() + " VALUE" : one.name();
      usage.append(" [").append(shown).append(']');
      part(parts, shown, one.text());
    }
    for (String word : description.words()) {
      usage.append(" WORD");
      part(parts, "WORD", word);
    }
    String example =
        description.example().isEmpty() ? "" : "\nexample: " + description.example() + "\n";
    return usage + "\n  " + description.text() + "\n\n" + parts + example;
  }

  private static void part(StringBuilder parts, String name, String text) {
    parts.append("  ").append(padded(name, 16)).append(text).append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
