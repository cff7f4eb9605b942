package io.quoin.control.http;

import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.MimeTypes;

/** Files of a web client, below one directory and nowhere else. */
final class WebClient implements Answerer {

  private static final String PREFIX = "/transmission/web/";
  private static final Set<String> AT_THE_DOOR =
      Set.of("/", "/transmission", "/transmission/", "/transmission/web");
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String INDEX = "index.html";

  /** Clients differ in how they are made; none needs anything of another server. */
  private static final String POLICY =
      "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none';"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

  private static final int OK = 200;
  private static final int UNCHANGED = 304;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Path home;

  /**
   * A client.
   *
   * @param home where its files are
   * @throws IOException if there is no such directory
   */
  WebClient(Path home) throws IOException {
    this.home = home.toRealPath();
  }

  static boolean isFor(String path) {
    return path.startsWith(PREFIX) || AT_THE_DOOR.contains(path);
  }

  @Override
  public void answer(Exchange exchange, Visitor visitor) throws IOException {
    if (!READING.contains(exchange.method())) {
      exchange.header("Allow", "GET, HEAD");
      exchange.say(NOT_ALLOWED, "the web client's files are only read");
    } else if (AT_THE_DOOR.contains(exchange.path())) {
      exchange.redirect(PREFIX);
    } else {
      Optional<Path> file = file(exchange.path().substring(PREFIX.length()));
      if (file.isPresent()) {
        send(exchange, file.get());
      } else {
        exchange.say(NOT_FOUND, "the web client has no such file");
      }
    }
  }

  /** Links may lead anywhere, so what counts is where a file really is. */
  private Optional<Path> file(String name) throws IOException {
    try {
      Path asked = home.resolve(name.isEmpty() || name.endsWith("/") ? name + INDEX : name);
      if (!Files.isRegularFile(asked)) {
        return Optional.empty();
      }
      return Optional.of(asked.toRealPath()).filter(real -> real.startsWith(home));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void send(Exchange exchange, Path file) throws IOException {
    Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    exchange.header("Cache-Control", "no-cache");
    exchange.header("Content-Security-Policy", POLICY);
    exchange.header("Last-Modified", DateGenerator.formatDate(modified));
    if (exchange
        .header("If-Modified-Since")
        .map(since -> !modified.isAfter(instant(since)))
        .orElse(false)) {
      exchange.begin(UNCHANGED, type(file));
      return;
    }
    ReplyBody body = exchange.begin(OK, type(file));
    if (exchange.method().equals("GET")) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(body);
      }
    }
  }

  private static Instant instant(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }

  private static String type(Path file) {
    return Optional.ofNullable(MimeTypes.DEFAULTS.getMimeByExtension(file.toString()))
        .orElse("application/octet-stream");
  }
}
