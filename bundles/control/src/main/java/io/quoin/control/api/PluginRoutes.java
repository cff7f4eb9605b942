package io.quoin.control.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.quoin.api.access.Role;
import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.Plugins;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Plugins: what is there, and how to put one in, exchange it and take it out. */
final class PluginRoutes {

  private static final int ID = 1;
  private static final Set<String> ORDER = Set.of("source", "unsigned", "growth", "range");
  private static final Set<PluginException.Code> CONFLICTS =
      Set.of(
          PluginException.Code.INSTALLED,
          PluginException.Code.OTHER_PLUGIN,
          PluginException.Code.SAME_VERSION,
          PluginException.Code.CLASH,
          PluginException.Code.FULL);

  private final Supplier<Optional<Plugins>> plugins;

  /** A plugin as programs read it. */
  private record Facts(
      String id,
      String version,
      String state,
      String reason,
      String origin,
      String signer,
      String range,
      String installed,
      List<String> bundles,
      List<String> capabilities,
      List<String> findings) {

    static Facts of(PluginSnapshot plugin, List<String> findings) {
      return new Facts(
          plugin.id(),
          plugin.version(),
          lower(plugin.state()),
          plugin.reason(),
          lower(plugin.origin()),
          plugin.signer().map(PluginSigner::name).orElse(""),
          plugin.range(),
          plugin.installed().toString(),
          plugin.bundles().stream().map(Facts::words).toList(),
          plugin.capabilities().stream().map(Facts::words).toList(),
          findings);
    }

    private static String words(PluginBundle bundle) {
      return bundle.name() + " " + bundle.version();
    }

    private static String words(PluginCapability capability) {
      return (lower(capability.kind()) + " " + capability.name()).strip();
    }
  }

  private record All(List<Facts> plugins) {}

  private record Removed(String removed) {}

  /** A change of one plugin. */
  @FunctionalInterface
  private interface Change {
    Object make(Plugins plugins, ApiRequest request) throws PluginException, ApiException;
  }

  PluginRoutes(Supplier<Optional<Plugins>> plugins) {
    this.plugins = plugins;
  }

  List<Route> routes() {
    return List.of(
        route("GET", "plugins", Role.VIEWER, (all, request) -> all(all)),
        route("POST", "plugins", (all, request) -> facts(all.install(order(request.body())))),
        route("GET", "plugins/*", Role.VIEWER, (all, request) -> one(all, id(request))),
        route("DELETE", "plugins/*", (all, request) -> removed(all, id(request))),
        route("POST", "plugins/*/enable", (all, request) -> facts(all.enable(id(request)))),
        route("POST", "plugins/*/disable", (all, request) -> facts(all.disable(id(request)))),
        route(
            "POST",
            "plugins/*/update",
            (all, request) -> facts(all.update(id(request), order(request.body())))));
  }

  private Route route(String method, String path, Change change) {
    return route(method, path, Role.ADMINISTRATOR, change);
  }

  private Route route(String method, String path, Role role, Change change) {
    return Route.of(method, path, role, request -> answer(change, request));
  }

  private ApiAnswer answer(Change change, ApiRequest request) throws ApiException {
    Plugins there =
        plugins
            .get()
            .orElseThrow(
                () -> ApiException.away("no installer is there; start io.quoin.installer"));
    try {
      return ApiAnswer.ok(change.make(there, request));
    } catch (PluginException refusal) {
      throw new ApiException(status(refusal.code()), lower(refusal.code()), refusal.getMessage());
    }
  }

  private static int status(PluginException.Code code) {
    if (code == PluginException.Code.UNKNOWN) {
      return 404;
    }
    if (code == PluginException.Code.BUSY) {
      return ApiAnswer.UNAVAILABLE;
    }
    return CONFLICTS.contains(code) ? 409 : 422;
  }

  private static String id(ApiRequest request) {
    return request.path().get(ID);
  }

  private static All all(Plugins plugins) {
    return new All(plugins.plugins().stream().map(PluginRoutes::facts).toList());
  }

  private static Facts one(Plugins plugins, String id) throws PluginException, ApiException {
    PluginSnapshot plugin =
        plugins
            .plugin(id)
            .orElseThrow(() -> ApiException.unknown("no plugin is called '" + id + "'"));
    return Facts.of(plugin, plugins.diagnose(id));
  }

  private static Removed removed(Plugins plugins, String id) throws PluginException {
    plugins.remove(id);
    return new Removed(id);
  }

  private static Facts facts(PluginSnapshot plugin) {
    return Facts.of(plugin, List.of());
  }

  /** {@code {"source": "repo:tracker", "unsigned": false, "growth": false, "range": "[1,2)"}}. */
  private static PluginOrder order(String body) throws ApiException {
    JsonObject said = object(body);
    for (String key : said.keySet()) {
      if (!ORDER.contains(key)) {
        throw ApiException.malformed("'" + key + "' is none of " + String.join(", ", ORDER));
      }
    }
    String source = text(said, "source");
    if (source.isEmpty()) {
      throw ApiException.malformed("'source' names what to install, such as repo:tracker");
    }
    try {
      return new PluginOrder(
          URI.create(source),
          flag(said, "unsigned")
              ? PluginOrder.Signing.UNSIGNED_ALLOWED
              : PluginOrder.Signing.REQUIRED,
          flag(said, "growth") ? PluginOrder.Growth.ALLOWED : PluginOrder.Growth.REFUSED,
          text(said, "range"));
    } catch (IllegalArgumentException e) {
      throw ApiException.malformed("'source' is no address: " + e.getMessage());
    }
  }

  private static JsonObject object(String body) throws ApiException {
    try {
      JsonElement parsed = JsonParser.parseString(body);
      if (parsed.isJsonObject()) {
        return parsed.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw ApiException.malformed("the body is no JSON: " + e.getMessage());
    }
    throw ApiException.malformed("the body has to be a JSON object with 'source'");
  }

  private static String text(JsonObject said, String key) throws ApiException {
    JsonElement value = said.get(key);
    if (value == null) {
      return "";
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw ApiException.malformed("'" + key + "' has to be text");
    }
    return value.getAsString();
  }

  private static boolean flag(JsonObject said, String key) throws ApiException {
    JsonElement value = said.get(key);
    if (value == null) {
      return false;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw ApiException.malformed("'" + key + "' has to be true or false");
    }
    return value.getAsBoolean();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
