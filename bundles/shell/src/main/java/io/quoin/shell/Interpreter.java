package io.quoin.shell;

import io.quoin.api.access.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs lines for a visitor. The language of Gogo reaches every object of the platform, so it is the
 * administrator's; others have plain commands, each of which is held against their role, and Gogo
 * gets their words as variables, in which it looks for no language.
 */
final class Interpreter implements AutoCloseable {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;
  static final int NOT_ALLOWED = 77;
  static final int STOPPED = 130;

  static final int MOST_CHARACTERS = 8192;

  private static final Logger AUDIT = LoggerFactory.getLogger("io.quoin.audit");
  private static final int AUDITED_CHARACTERS = 256;
  private static final String COLUMNS = "COLUMNS";
  private static final Pattern NAMED = Pattern.compile("[\\w-]+:[\\w-]+");

  private final Visitor visitor;
  private final CommandRoles roles;
  private final Turns turns;
  private final CommandSession session;
  private final PrintStream out;
  private final PrintStream err;

  /** Where answers go, and what is wrong. */
  record Streams(OutputStream out, OutputStream err) {}

  /** Why a line is not run. */
  private record Refusal(int code, String reason) {}

  Interpreter(
      Visitor visitor,
      CommandRoles roles,
      Turns turns,
      CommandProcessor processor,
      Streams streams) {
    this.visitor = visitor;
    this.roles = roles;
    this.turns = turns;
    this.out = new PrintStream(streams.out(), true, StandardCharsets.UTF_8);
    this.err = new PrintStream(streams.err(), true, StandardCharsets.UTF_8);
    this.session = processor.createSession(InputStream.nullInputStream(), out, err);
    session.put(Help.NAME, new Help(roles, visitor.role()));
    session.put(Watch.NAME, new Watch(this::answer, out));
  }

  /**
   * Runs a line; what it says goes out, why it fails to the error stream.
   *
   * @param columns of the terminal; 0 without one
   * @return how that went
   */
  int run(String text, int columns) {
    String line = whole(whole(text, Help.SHORT, Help.NAME), Watch.SHORT, Watch.NAME);
    Optional<Refusal> refusal = refusal(line);
    if (refusal.isPresent()) {
      err.println("quoin: " + refusal.get().reason());
      audit(line, "refused");
      return refusal.get().code();
    }
    if (!turns.take(visitor.key())) {
      err.println("quoin: this key runs as many commands as one may; wait or stop one");
      return FAILED;
    }
    try {
      session.put(COLUMNS, columns);
      int code = execute(line);
      audit(line, code == DONE ? "done" : "failed");
      return code;
    } finally {
      turns.giveBack(visitor.key());
    }
  }

  private static String whole(String text, String brief, String name) {
    return (text + " ").startsWith(brief + " ") ? name + text.substring(brief.length()) : text;
  }

  private Optional<Refusal> refusal(String line) {
    if (line.length() > MOST_CHARACTERS) {
      return Optional.of(
          new Refusal(
              MISUSED, "a line has at most " + MOST_CHARACTERS + " characters; shorten it"));
    }
    return visitor.role() == Role.ADMINISTRATOR
        ? Optional.empty()
        : PlainLine.of(line)
            .map(this::refusal)
            .orElseGet(
                () ->
                    Optional.of(
                        new Refusal(
                            NOT_ALLOWED,
                            "a "
                                + visitor.role()
                                + " runs plain commands, scope:name and words; put one with"
                                + " special characters between single quotes")));
  }

  private Optional<Refusal> refusal(PlainLine line) {
    if (line.name().equals(Watch.NAME)) {
      return watched(line.words());
    }
    Optional<Role> needed =
        line.name().equals(Help.NAME)
            ? Optional.of(Role.VIEWER)
            : roles.needed(line.scope(), line.function());
    if (needed.isEmpty()) {
      return Optional.of(
          new Refusal(MISUSED, line.name() + " is no command; 'help' lists those there are"));
    }
    return needed
        .filter(role -> !visitor.role().covers(role))
        .map(
            role ->
                new Refusal(
                    NOT_ALLOWED,
                    String.format(
                        "%s is for the role %s, and this key has %s",
                        line.name(), role, visitor.role())));
  }

  /** Whoever may not run a command may not have it repeated either. */
  private Optional<Refusal> watched(List<String> words) {
    try {
      String line = Watch.Order.of(words).line();
      return line.startsWith(Watch.NAME)
          ? Optional.of(new Refusal(MISUSED, "watch watches other commands, not itself"))
          : refusal(line);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Refusal(MISUSED, oneLine(e)));
    }
  }

  private Object answer(String line) throws Exception {
    return session.execute(visitor.role() == Role.ADMINISTRATOR ? line : inert(line));
  }

  private int execute(String line) {
    try {
      Object answer = answer(line);
      if (answer != null) {
        String text = session.format(answer, Converter.INSPECT).toString();
        out.print(text.endsWith("\n") ? text : text + "\n");
      }
      return DONE;
    } catch (InterruptedException e) {
      err.println("quoin: stopped");
      return STOPPED;
    } catch (IllegalArgumentException e) {
      err.println("quoin: " + (isMisuse(e) ? misuse(line) : oneLine(e)));
      return MISUSED;
    } catch (Exception e) {
      err.println("quoin: " + oneLine(e));
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** The same command on variables, which hold its words. */
  private String inert(String line) {
    PlainLine plain = PlainLine.of(line).orElseThrow();
    StringBuilder text = new StringBuilder(plain.name());
    for (int i = 0; i < plain.words().size(); i++) {
      session.put("_" + i, plain.words().get(i));
      text.append(" \"$_").append(i).append('"');
    }
    return text.toString();
  }

  /** Gogo finds no method for these words. */
  private static boolean isMisuse(IllegalArgumentException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Cannot coerce ");
  }

  private static String misuse(String line) {
    Matcher named = NAMED.matcher(line);
    String command = named.find() ? named.group() : "a command";
    return command + " takes other words; see 'help " + command + "'";
  }

  private static String oneLine(Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse(failure.toString());
  }

  /** Names the command without its words: they may hold a secret. */
  private void audit(String line, String result) {
    Matcher named =
        NAMED.matcher(line.startsWith(Watch.NAME) ? line.substring(Watch.NAME.length()) : line);
    String command = named.find() ? named.group() : "(no command)";
    AUDIT.info(
        "{} {} as {} from {}: {}: {}",
        Printable.of(visitor.name(), AUDITED_CHARACTERS),
        visitor.key(),
        visitor.role(),
        visitor.address().getHostAddress(),
        Printable.of(command, AUDITED_CHARACTERS),
        result);
  }

  /**
   * Interrupts what runs.
   *
   * @return true if something does
   */
  boolean stop() {
    Optional<Job> running = Optional.ofNullable(session.foregroundJob());
    running.ifPresent(Job::interrupt);
    return running.isPresent();
  }

  /** Runs nothing any more; what runs is interrupted. */
  @Override
  public void close() {
    session.close();
  }
}
