package io.quoin.interop;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Chromium without a screen, by its driver (W3C WebDriver). Every step waits until it can be taken.
 * What the browser showed is kept where the test wants it.
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final List<String> SWITCHES =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--no-proxy-server",
          "--window-size=1000,600");

  private final Running driver;
  private final String session;
  private final Path screenshots;

  /** What the driver refuses, such as an element that is not there yet. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  private Browser(Running driver, String session, Path screenshots) {
    this.driver = driver;
    this.session = session;
    this.screenshots = screenshots;
  }

  /**
   * Opens one.
   *
   * @param profile its own directory
   * @param screenshots where they are kept
   */
  static Browser open(Host host, Path profile, Path screenshots) throws IOException {
    int port = host.freePort();
    Running driver =
        Running.startUntil(host, List.of("chromedriver", "--port=" + port), "started successfully");
    try {
      List<String> switches = new ArrayList<>(SWITCHES);
      switches.add("--user-data-dir=" + profile);
      JsonObject wanted =
          object(
              Map.of(
                  "capabilities",
                  Map.of(
                      "alwaysMatch",
                      Map.of(
                          "goog:chromeOptions",
                          Map.of("args", switches),
                          "goog:loggingPrefs",
                          Map.of("browser", "SEVERE")))));
      String sessions = "http://127.0.0.1:" + port + "/session";
      String id = call("POST", sessions, wanted).getAsJsonObject().get("sessionId").getAsString();
      return new Browser(driver, sessions + "/" + id, screenshots);
    } catch (IOException | RuntimeException e) {
      driver.close();
      throw e;
    }
  }

  private static JsonObject object(Object value) {
    return new com.google.gson.Gson().toJsonTree(value).getAsJsonObject();
  }

  void go(String address) throws IOException {
    call("POST", session + "/url", object(Map.of("url", address)));
  }

  void click(String selector) {
    eventually(
        "click " + selector, () -> call("POST", element(selector) + "/click", object(Map.of())));
  }

  /** Puts a text in the place of what is there. */
  void type(String selector, String text) {
    eventually(
        "type into " + selector,
        () -> {
          String element = element(selector);
          call("POST", element + "/clear", object(Map.of()));
          call("POST", element + "/value", object(Map.of("text", text)));
        });
  }

  /** Waits until an element shows these words among others. */
  void awaitText(String selector, String words) {
    eventually(
        selector + " shows " + words,
        () -> {
          String shown = call("GET", element(selector) + "/text", null).getAsString();
          if (!shown.contains(words)) {
            throw new Refused("it shows " + shown);
          }
        });
  }

  void awaitGone(String selector) {
    eventually(
        selector + " is gone",
        () -> {
          int count = call("POST", session + "/elements", css(selector)).getAsJsonArray().size();
          if (count > 0) {
            throw new Refused("there are " + count);
          }
        });
  }

  /** What the page's scripts and files failed with. */
  List<String> complaints() throws IOException {
    List<String> all = new ArrayList<>();
    call("POST", session + "/se/log", object(Map.of("type", "browser")))
        .getAsJsonArray()
        .forEach(entry -> all.add(entry.getAsJsonObject().get("message").getAsString()));
    return all;
  }

  /** Keeps what it shows now. */
  void keep(String name) throws IOException {
    Files.createDirectories(screenshots);
    Files.write(
        screenshots.resolve(name + ".png"),
        Base64.getDecoder().decode(call("GET", session + "/screenshot", null).getAsString()));
  }

  /** A step that cannot be taken yet. */
  private interface Step {
    void take() throws IOException;
  }

  private void eventually(String what, Step step) {
    try {
      await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(Refused.class)
          .until(
              () -> {
                step.take();
                return true;
              });
    } catch (RuntimeException e) {
      try {
        keep("failed");
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static JsonObject css(String selector) {
    return object(Map.of("using", "css selector", "value", selector));
  }

  private String element(String selector) throws IOException {
    JsonElement found = call("POST", session + "/element", css(selector));
    return session + "/element/" + found.getAsJsonObject().get(ELEMENT).getAsString();
  }

  private static JsonElement call(String method, String address, JsonObject body)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(address).openConnection();
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setRequestMethod(method);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    boolean refused = connection.getResponseCode() >= 400;
    try (InputStream in = refused ? connection.getErrorStream() : connection.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (refused) {
        throw new Refused(text);
      }
      return JsonParser.parseString(text).getAsJsonObject().get("value");
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      call("DELETE", session, null);
    } finally {
      driver.close();
    }
  }
}
