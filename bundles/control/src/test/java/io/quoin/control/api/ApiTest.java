package io.quoin.control.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.access.Role;
import io.quoin.api.engine.Engine;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.Payments;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.torrent.TorrentId;
import io.quoin.control.asking.Present;
import io.quoin.metainfo.InfoHash;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.component.ComponentServiceObjects;

final class ApiTest {

  private static final PluginSnapshot TRACKER =
      new PluginSnapshot(
          "tracker",
          "1.0.0",
          PluginOrigin.INSTALLED,
          "",
          PluginState.RUNNING,
          "",
          List.of(),
          List.of(),
          Optional.empty(),
          Instant.EPOCH);

  private final List<String> asked = new ArrayList<>();
  private final Plugins plugins = proxy(Plugins.class, this::plugins);
  private final MoneyDesk desk = new MoneyDesk();
  private final Present present = new Present();
  private final ApiComponent component =
      new ApiComponent(
          present,
          () ->
              new HealthReport(
                  List.of(
                      new HealthAnswer(
                          "peers", HealthConcern.READINESS, HealthFinding.failing("no", "do")))),
          new Lending<>(desk).objects());

  private Object plugins(String method, Object[] arguments) throws Exception {
    asked.add(method + " " + (arguments == null ? "" : Arrays.asList(arguments)));
    return switch (method) {
      case "plugins" -> List.of(TRACKER);
      case "plugin" -> arguments[0].equals("tracker") ? Optional.of(TRACKER) : Optional.empty();
      case "diagnose" -> List.of("all is well");
      case "remove" -> {
        if (!arguments[0].equals("tracker")) {
          throw new PluginException(
              PluginException.Code.UNKNOWN, "'x'", "is no installed plugin", "list them");
        }
        yield null;
      }
      default -> TRACKER;
    };
  }

  @Test
  void plugins_are_listed_and_shown_to_a_viewer() throws Exception {
    present.bindPlugins(plugins);

    JsonObject all = ok("GET", "plugins", "", Role.VIEWER);
    JsonObject one = ok("GET", "plugins/tracker", "", Role.VIEWER);

    assertThat(all.getAsJsonArray("plugins")).hasSize(1);
    assertThat(one.get("state").getAsString()).isEqualTo("running");
    assertThat(one.getAsJsonArray("findings").get(0).getAsString()).isEqualTo("all is well");
    assertThat(refused("GET", "plugins/nobody", "", Role.VIEWER)).isEqualTo("404 unknown");
  }

  @Test
  void a_plugin_is_installed_changed_and_removed_by_an_administrator() throws Exception {
    present.bindPlugins(plugins);
    String order = "{\"source\": \"repo:tracker\", \"unsigned\": true, \"range\": \"[1,2)\"}";

    ok("POST", "plugins", order, Role.ADMINISTRATOR);
    ok("POST", "plugins/tracker/update", "{\"source\":\"repo:tracker\"}", Role.ADMINISTRATOR);
    ok("POST", "plugins/tracker/disable", "", Role.ADMINISTRATOR);
    ok("POST", "plugins/tracker/enable", "", Role.ADMINISTRATOR);
    JsonObject removed = ok("DELETE", "plugins/tracker", "", Role.ADMINISTRATOR);

    PluginOrder repo =
        new PluginOrder(
            URI.create("repo:tracker"),
            PluginOrder.Signing.REQUIRED,
            PluginOrder.Growth.REFUSED,
            "");
    assertThat(asked)
        .containsExactly(
            "install " + List.of(repo.unsignedAllowed().within("[1,2)")),
            "update " + List.of("tracker", repo),
            "disable [tracker]",
            "enable [tracker]",
            "remove [tracker]");
    assertThat(removed.get("removed").getAsString()).isEqualTo("tracker");
    assertThat(refused("DELETE", "plugins/x", "", Role.ADMINISTRATOR)).isEqualTo("404 unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,plugins",
    "DELETE,plugins/tracker",
    "POST,plugins/tracker/enable",
    "POST,plugins/tracker/disable",
    "POST,plugins/tracker/update"
  })
  void nobody_but_an_administrator_changes_a_plugin(String method, String path) throws Exception {
    present.bindPlugins(plugins);

    assertThat(refused(method, path, "{\"source\":\"repo:x\"}", Role.OPERATOR))
        .isEqualTo("403 role");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"source\": 7}",
        "{\"source\": \"a b\"}",
        "{\"source\": \"repo:x\", \"unsigned\": \"yes\"}",
        "{\"source\": \"repo:x\", \"nonsense\": 1}",
        "{\"source\": null}"
      })
  void an_order_that_makes_no_sense_is_refused(String body) throws Exception {
    present.bindPlugins(plugins);

    assertThat(refused("POST", "plugins", body, Role.ADMINISTRATOR)).isEqualTo("400 malformed");
    assertThat(asked).isEmpty();
  }

  @Test
  void json_of_any_depth_is_refused_and_breaks_nothing() throws Exception {
    present.bindPlugins(plugins);

    assertThat(refused("POST", "plugins", "[".repeat(500_000), Role.ADMINISTRATOR))
        .isEqualTo("400 malformed");
  }

  @Test
  void what_is_nowhere_or_taken_otherwise_is_refused() throws Exception {
    assertThat(refused("GET", "nothing", "", Role.ADMINISTRATOR)).isEqualTo("404 unknown");
    assertThat(refused("GET", "plugins/a/b/c", "", Role.ADMINISTRATOR)).isEqualTo("404 unknown");
    assertThat(refused("PATCH", "plugins", "", Role.ADMINISTRATOR)).isEqualTo("405 method");
    assertThat(refused("GET", "plugins", "", Role.VIEWER)).isEqualTo("503 away");
  }

  @Test
  void incentives_are_listed_with_the_one_at_work() throws Exception {
    present.bindEngine(proxy(Engine.class, (method, arguments) -> Optional.of("btt")));
    component.bindOffer(Map.of("service.id", 1L, IncentiveProvider.ID, "btt"));

    JsonObject shown = ok("GET", "incentive", "", Role.VIEWER);

    assertThat(shown.get("active").getAsString()).isEqualTo("btt");
    assertThat(shown.getAsJsonArray("offers")).hasSize(1);
  }

  @Test
  void a_failing_check_answers_503() throws Exception {
    ApiAnswer answer = answer("GET", "health", "", Role.VIEWER);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json()).contains("\"status\":\"failing\"");
  }

  @Test
  void the_journal_is_opened_for_a_question_alone_and_let_go() throws Exception {
    MoneyJournal books =
        proxy(
            MoneyJournal.class,
            (method, arguments) ->
                CompletableFuture.completedStage(
                    List.of(
                        new TorrentMoney(
                            new TorrentId(InfoHash.ofHex("11".repeat(20))), 9, 3, 0, 0))));
    Lending<MoneyJournal> lending = new Lending<>(books);
    desk.bindJournal(lending.objects(), Map.of("service.id", 4L));
    assertThat(lending.events).isEmpty();

    JsonObject shown = ok("GET", "wallet/torrents", "", Role.VIEWER);

    assertThat(lending.events).containsExactly("get", "unget");
    assertThat(shown.getAsJsonArray("torrents").get(0).getAsJsonObject().get("earned").getAsLong())
        .isEqualTo(9);
    desk.unbindJournal(lending.objects(), Map.of("service.id", 4L));
    assertThat(refused("GET", "wallet/torrents", "", Role.VIEWER)).isEqualTo("503 away");
  }

  @Test
  void a_ledger_that_fails_is_told_with_its_reason_and_let_go() throws Exception {
    Lending<TokenLedger> lending =
        new Lending<>(
            proxy(
                TokenLedger.class,
                (method, arguments) ->
                    CompletableFuture.failedStage(new IllegalStateException("no node"))));
    desk.bindLedger(lending.objects(), Map.of("service.id", 4L));

    assertThat(answer("GET", "ledger", "", Role.VIEWER).json()).contains("no node");
    assertThat(lending.events).containsExactly("get", "unget");
    assertThat(refused("GET", "wallet", "", Role.VIEWER)).isEqualTo("503 away");
    desk.bindPayments(
        new Lending<>(proxy(Payments.class, (method, arguments) -> null)).objects(),
        Map.of("service.id", 5L));
  }

  private JsonObject ok(String method, String path, String body, Role role) throws Exception {
    ApiAnswer answer = answer(method, path, body, role);
    assertThat(answer.status()).as(answer.json()).isEqualTo(200);
    return JsonParser.parseString(answer.json()).getAsJsonObject();
  }

  private String refused(String method, String path, String body, Role role) throws Exception {
    ApiAnswer answer = answer(method, path, body, role);
    JsonObject error =
        JsonParser.parseString(answer.json()).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("message").getAsString()).isNotBlank();
    return answer.status() + " " + error.get("code").getAsString();
  }

  private ApiAnswer answer(String method, String path, String body, Role role) throws Exception {
    return component.api().answer(new ApiRequest(method, List.of(path.split("/")), body, role));
  }

  /** Notes when a service is had and given back. */
  private static final class Lending<S> {
    private final List<String> events = new ArrayList<>();
    private final S service;

    Lending(S service) {
      this.service = service;
    }

    @SuppressWarnings("unchecked")
    ComponentServiceObjects<S> objects() {
      return proxy(
          ComponentServiceObjects.class,
          (method, arguments) -> {
            events.add(method.replace("Service", ""));
            return method.equals("getService") ? service : null;
          });
    }
  }

  /** What a method of a stand-in does. */
  @FunctionalInterface
  private interface Answering {
    Object answer(String method, Object[] arguments) throws Exception;
  }

  private static <S> S proxy(Class<S> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answering.answer(method.getName(), arguments)));
  }
}
