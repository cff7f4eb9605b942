package io.quoin.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.event.Topics;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.event.Event;

@Timeout(120)
class WebhookTest {

  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String SECRET = "correct horse battery staple";
  private static final Event COMPLETED = new Event(Topics.COMPLETED, Map.of(Topics.TORRENT, ID));

  private final Logged log = new Logged();

  @AfterEach
  void stopLogging() {
    log.close();
  }

  @AfterAll
  static void clients_end() {
    Clients.awaitNone();
  }

  @Test
  void a_torrent_that_completes_is_told_of_once() throws Exception {
    try (Inbox inbox = Inbox.answering()) {
      Webhook webhook = new Webhook(configuration(inbox.address().toString(), ""));
      webhook.bindSession(new OneTorrent(ID, "film \"2\"", 7_000_000_000L));

      webhook.handleEvent(COMPLETED);

      Inbox.Letter letter = inbox.next();
      webhook.close();
      JsonObject document = JsonParser.parseString(letter.body()).getAsJsonObject();
      assertThat(letter.method()).isEqualTo("POST");
      assertThat(letter.type()).isEqualTo("application/json");
      assertThat(letter.signature()).isEmpty();
      assertThat(document.keySet()).containsExactly("event", "torrent", "name", "bytes", "at");
      assertThat(document.get("event").getAsString()).isEqualTo("completed");
      assertThat(document.get("torrent").getAsString()).isEqualTo(ID);
      assertThat(document.get("name").getAsString()).isEqualTo("film \"2\"");
      assertThat(document.get("bytes").getAsLong()).isEqualTo(7_000_000_000L);
      assertThat(Instant.parse(document.get("at").getAsString())).isBefore(Instant.MAX);
      assertThat(inbox.rest()).isEmpty();
    }
  }

  @Test
  void without_a_session_the_id_is_told() throws Exception {
    try (Inbox inbox = Inbox.answering()) {
      Webhook webhook = new Webhook(configuration(inbox.address().toString(), ""));
      OneTorrent session = new OneTorrent(ID, "film", 1);
      webhook.bindSession(session);
      webhook.unbindSession(session);

      webhook.handleEvent(COMPLETED);

      JsonObject document = JsonParser.parseString(inbox.next().body()).getAsJsonObject();
      webhook.close();
      assertThat(document.get("name").getAsString()).isEqualTo(ID);
      assertThat(document.get("bytes").getAsLong()).isZero();
    }
  }

  @Test
  void a_notice_is_signed_with_the_secret_which_is_never_sent_or_logged() throws Exception {
    try (Inbox inbox = Inbox.answering(404)) {
      Webhook webhook = new Webhook(configuration(inbox.address().toString(), SECRET));

      webhook.handleEvent(COMPLETED);

      Inbox.Letter letter = inbox.next();
      log.await("WARN");
      webhook.close();
      byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
      assertThat(letter.signature()).contains(new Seal(SECRET).of(body));
      assertThat(letter.body()).doesNotContain(SECRET);
    }
    assertThat(log.all()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
  }

  /** RFC 4231, test case 2. */
  @Test
  void the_signature_is_the_standard_one() {
    byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    assertThat(new Seal("Jefe").of(body))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void when_it_stops_its_threads_end() throws Exception {
    try (Inbox inbox = Inbox.answering()) {
      Webhook webhook = new Webhook(configuration(inbox.address().toString(), ""));
      webhook.handleEvent(COMPLETED);
      inbox.next();
      assertThat(Clients.threads()).contains("quoin-webhook");

      webhook.close();

      Clients.awaitNone();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/done",
        "ftp://example.com/token",
        "http:///token",
        "http://user:token@example.com/",
        "http://example.com:99999/token",
        "http://example.com/a token"
      })
  void what_cannot_be_posted_to_is_refused_without_being_shown(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Webhook(configuration(url, "")))
        .withMessageContaining("'url'")
        .withMessageNotContaining("token")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 257})
  void a_secret_of_the_wrong_length_is_refused_without_being_shown(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Webhook(configuration("http://localhost/", "#".repeat(length))))
        .withMessageContaining("'.secret' has 16 to 256 characters, not " + length)
        .withMessageNotContaining("#");
  }

  @SuppressWarnings("BadAnnotationImplementation") // what the container makes of a configuration
  private static WebhookConfiguration configuration(String url, String secret) {
    return new WebhookConfiguration() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return WebhookConfiguration.class;
      }

      @Override
      public String url() {
        return url;
      }

      @Override
      public String _secret() {
        return secret;
      }

      @Override
      public int tries() {
        return 2;
      }

      @Override
      public int pause_seconds() {
        return 1;
      }
    };
  }
}
